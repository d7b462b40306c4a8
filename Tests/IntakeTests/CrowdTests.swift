import Glibc
import NIOCore
import NIOEmbedded
import Testing

@testable import Intake

/// Who may stay and who has to go, by a clock that nobody waits for; Tests/Attacks/load.py tries it on the running program.
struct CrowdTests {
    /// A line that is in a phase, and its connection.
    private struct Guest {
        let channel = EmbeddedChannel()
        let line: Line
        var isThere: Bool { channel.isActive }

        init(_ phase: Line.Phase = .silent) throws {
            channel.connect(to: try SocketAddress(unixDomainSocketPath: "/none"), promise: nil)
            line = Line(channel)
            line.enter(phase)
        }
    }

    private let start = ContinuousClock.now
    /// A moment so many seconds after all that was done.
    private func later(_ seconds: Double) -> ContinuousClock.Instant { .now + .seconds(seconds) }

    private func crowd(_ guests: [Guest], maximum: Int = 7) -> Crowd {
        let crowd = Crowd(maximum: maximum)
        for guest in guests { crowd.enter(guest.line) }
        return crowd
    }

    // MARK: One line

    @Test(arguments: [
        (Line.Phase.silent, 20.0), (.head, 20), (.idle, 60), (.body, 30), (.refused, 30), (.writing, 30),
        (.lingering, 2),
    ]) func `each phase has an end, whoever else is there`(phase: Line.Phase, seconds: Double) throws {
        let guest = try Guest(phase)
        #expect(!guest.line.isOverdue(at: start + .seconds(seconds)))
        #expect(guest.line.isOverdue(at: later(seconds + 0.001)))
    }

    @Test func `while it is the server's turn nobody is slow`() throws {
        let guest = try Guest(.answering)
        #expect(!guest.line.isOverdue(at: later(100_000)))
        #expect(guest.line.precedence(at: later(100_000)) == nil)
        #expect(guest.line.pace(at: later(100_000), forMemory: false) == nil)
    }

    @Test(arguments: [Line.Phase.body, .writing])
    func `each 4 KiB that move buy a second, and no more`(phase: Line.Phase) throws {
        let guest = try Guest(phase)
        guest.line.move(40 << 10)
        guest.line.enter(phase)
        #expect(!guest.line.isOverdue(at: start + .seconds(40)), "it entered this phase before")
        #expect(guest.line.isOverdue(at: later(40.001)))
    }

    @Test func `an end that was set counts in every phase`() throws {
        let guest = try Guest(.answering)
        guest.line.end(by: start + .seconds(8))
        #expect(!guest.line.isOverdue(at: start + .milliseconds(7_999)))
        #expect(guest.line.isOverdue(at: start + .seconds(8)))
    }

    @Test func `a phase begins anew when it is entered, and after a wait for memory`() throws {
        let guest = try Guest(.body)
        let before = ContinuousClock.now
        guest.line.beginAnew()
        #expect(!guest.line.isOverdue(at: before + .seconds(30)))
        guest.line.move(40 << 10)
        guest.line.enter(.writing)
        #expect(guest.line.isOverdue(at: later(30.001)), "what came in buys no time to read the answer")
    }

    @Test func `the time that a body waited for memory does not count as slowness`() async throws {
        let guest = try Guest(.body)
        try await Task.sleep(for: .milliseconds(2))
        let before = ContinuousClock.now
        _ = await MemoryBudget().admit(100, returns: false, line: guest.line)
        #expect(!guest.line.isOverdue(at: before + .seconds(30)))
    }

    // MARK: For one who comes in

    @Test(arguments: [
        (Line.Phase.body, 100), (.refused, 100), (.writing, 100), (.silent, 20), (.head, 20), (.idle, 20),
        (.lingering, 20),
    ]) func `nobody goes while there is room, nor before a moment has passed`(phase: Line.Phase, blink: Int) throws {
        let guest = try Guest(phase)
        let crowd = crowd([guest])
        crowd.makeRoom(open: 6, at: later(5))
        crowd.makeRoom(open: 7, at: start + .milliseconds(blink))
        #expect(guest.isThere)
        crowd.makeRoom(open: 7, at: later(Double(blink + 1) / 1000))
        #expect(!guest.isThere)
    }

    @Test func `the one goes that is furthest behind, and who keeps the pace or is being answered stays`() throws {
        let guests = [try Guest(.body), try Guest(.body), try Guest(.answering)]
        let now = later(5)
        guests[0].line.move(6, at: now)
        guests[1].line.move(64 << 10, at: now)
        let crowd = crowd(guests)
        crowd.makeRoom(open: 7, at: now)
        #expect(guests.map(\.isThere) == [false, true, true])
        crowd.makeRoom(open: 7, at: now)
        #expect(guests.map(\.isThere) == [false, true, true])
    }

    @Test func `what went fast at first gains little by it`() throws {
        let guest = try Guest(.body)
        guest.line.move(1 << 20, at: start)
        crowd([guest]).makeRoom(open: 7, at: later(1))
        #expect(!guest.isThere)
    }

    @Test(arguments: [Line.Phase.idle, .lingering])
    func `one who has nothing to lose goes before one who is slow`(phase: Line.Phase) throws {
        let slow = try Guest(.body)
        let other = try Guest(phase)
        crowd([slow, other]).makeRoom(open: 7, at: later(5))
        #expect(slow.isThere && !other.isThere)
    }

    @Test func `one who was refused goes, however fast the rest of it comes`() throws {
        let (refused, steady) = (try Guest(.refused), try Guest(.body))
        let now = later(3)
        for guest in [refused, steady] { guest.line.move(1 << 20, at: now) }
        crowd([refused, steady]).makeRoom(open: 7, at: now)
        #expect(!refused.isThere && steady.isThere)
    }

    @Test func `who left is not dropped again in place of another`() throws {
        let guests = [try Guest(.body), try Guest(.body)]
        let crowd = crowd(guests)
        crowd.makeRoom(open: 7, at: later(5))
        crowd.makeRoom(open: 7, at: later(5))
        #expect(guests.map(\.isThere) == [false, false])
    }

    // MARK: Before a full door, and for memory

    @Test func `while nobody waits only those go whose time is over`() throws {
        let guests = [try Guest(.idle), try Guest(.body), try Guest(.lingering)]
        crowd(guests).look(isShortOfMemory: false, at: later(10))
        #expect(guests.map(\.isThere) == [true, true, false])
    }

    @Test
    func `before a full door as many go as make it comfortable, and where none is behind a quarter of the slowest`()
        throws
    {
        let guests = try (0..<14).map { _ in try Guest(.body) }
        let crowd = crowd(guests, maximum: 14)
        crowd.refuse()
        crowd.open(at: later(4))
        #expect(guests.filter(\.isThere).count == 12)
        // Somebody had to wait once: that is over.
        crowd.open(at: later(4))
        #expect(guests.filter(\.isThere).count == 12)
        let left = guests.filter(\.isThere)
        let now = later(4)
        for (place, guest) in left.enumerated() { guest.line.move((100 + place) << 10, at: now) }
        crowd.refuse()
        crowd.open(at: now)
        #expect(left.map(\.isThere) == [false, false, false] + Array(repeating: true, count: 9))
    }

    @Test func `a door before which nobody could be dropped is tried again`() throws {
        let guest = try Guest(.body)
        let crowd = crowd([guest], maximum: 1)
        crowd.refuse()
        crowd.open(at: start)
        #expect(guest.isThere)
        crowd.open(at: later(1))
        #expect(!guest.isThere)
    }

    @Test func `a place that is taken again at once leaves the door known as full`() throws {
        let guests = [try Guest(.body), try Guest(.body)]
        let crowd = crowd(guests, maximum: 1)
        // Whoever comes in as one goes finds the door full.
        for guest in guests { try guest.channel.pipeline.syncOperations.addHandler(Knocking(crowd)) }
        crowd.refuse()
        crowd.open(at: later(4))
        #expect(guests.filter(\.isThere).count == 1)
        crowd.open(at: later(4))
        #expect(guests.filter(\.isThere).isEmpty)
    }

    @Test func `before a full door nobody of whom little was seen goes for the pace alone`() throws {
        let guest = try Guest(.body)
        let now = later(1)
        guest.line.move(64 << 10, at: now)
        let crowd = crowd([guest], maximum: 4)
        crowd.refuse()
        crowd.open(at: now)
        #expect(guest.isThere)
    }

    @Test func `for memory goes whoever is behind and holds some, and of the others the slowest alone`() async throws {
        let budget = MemoryBudget()
        let guests = try (0..<4).map { _ in try Guest(.body) }
        var charges: [Charge] = []
        for guest in guests.dropLast() {
            charges.append(try #require(await budget.admit(100, returns: false, line: guest.line)))
        }
        let now = later(6)
        for (guest, kilobytes) in zip(guests, [400, 100, 200, 1]) { guest.line.move(kilobytes << 10, at: now) }
        let crowd = crowd(guests)
        crowd.look(isShortOfMemory: true, at: now)
        #expect(guests.map(\.isThere) == [true, false, true, true])
        crowd.look(isShortOfMemory: true, at: now + .seconds(200))
        #expect(guests.map(\.isThere) == [false, false, false, false], "the last is overdue")
        withExtendedLifetime(charges) {}
    }

    @Test func `for memory nobody goes who holds none`() async throws {
        let guest = try Guest(.body)
        crowd([guest]).look(isShortOfMemory: true, at: later(10))
        #expect(guest.isThere)
        let charge = try #require(await MemoryBudget().admit(100, returns: false, line: guest.line))
        crowd([guest]).look(isShortOfMemory: true, at: later(3))
        #expect(!guest.isThere)
        withExtendedLifetime(charge) {}
    }

    @Test func `for memory nobody goes of whom little was seen`() async throws {
        let budget = MemoryBudget()
        let (late, steady) = (try Guest(.body), try Guest(.body))
        let charges = [
            await budget.admit(100, returns: false, line: late.line),
            await budget.admit(100, returns: false, line: steady.line),
        ]
        steady.line.move(64 << 10)
        let crowd = crowd([late, steady])
        crowd.look(isShortOfMemory: true, at: start + .seconds(2))
        #expect(late.isThere && steady.isThere)
        crowd.look(isShortOfMemory: true, at: later(5.001))
        #expect(!late.isThere && steady.isThere, "one who keeps the pace goes only where nobody is behind")
        crowd.look(isShortOfMemory: true, at: later(5.001))
        #expect(!steady.isThere)
        withExtendedLifetime(charges) {}
    }

    @Test func `the door lets in as many as there are places, and says that somebody waits`() throws {
        let guest = try Guest(.idle)
        let crowd = crowd([guest], maximum: 1)
        var door = Door(crowd)
        #expect(door.isAcceptingNewConnections())
        door.connectionOpened()
        #expect(!door.isAcceptingNewConnections())
        crowd.open(at: later(2))
        #expect(!guest.isThere)
        door.connectionClosed()
        #expect(door.isAcceptingNewConnections())
    }

    @Test func `from six in seven on, each that comes in takes the place of another`() throws {
        let guests = try (0..<7).map { _ in try Guest(.idle) }
        var door = Door(crowd(guests))
        for _ in 0..<6 { door.connectionOpened() }
        #expect(guests.filter(\.isThere).count == 7)
        usleep(21_000)
        door.connectionOpened()
        #expect(guests.filter(\.isThere).count == 6)
        door.connectionClosed()
        door.connectionClosed()
        door.connectionOpened()
        #expect(guests.filter(\.isThere).count == 6)
    }

    /// What became of one who asked for a place.
    private final class Turn {
        private(set) var isServed: Bool?

        init(_ guest: Guest, _ crowd: Crowd, bringsCode: Bool = false, at now: ContinuousClock.Instant) {
            let turn = guest.channel.eventLoop.makePromise(of: Void.self)
            turn.futureResult.assumeIsolated().whenComplete { result in
                if case .success = result { self.isServed = true } else { self.isServed = false }
            }
            crowd.serve(guest.line, bringsCode: bringsCode, turn: turn, at: now)
        }
    }

    @Test func `from six in seven served on, the furthest behind of those goes for the next`() throws {
        let newcomer = try Guest(.head)
        let guests = try (0..<8).map { _ in try Guest(.idle) }
        let crowd = Crowd(maximum: 100, served: 7)
        for guest in guests + [newcomer] { crowd.enter(guest.line) }
        for guest in guests.prefix(6) { #expect(Turn(guest, crowd, at: start).isServed == true) }
        guests[0].line.enter(.body)
        #expect(Turn(guests[6], crowd, at: later(1)).isServed == true)
        #expect(guests[0].isThere && newcomer.isThere, "idle ones go first, and who takes no such place stays")
        #expect(guests.filter(\.isThere).count == 7)
        #expect(Turn(guests[7], crowd, at: later(1)).isServed == true)
        #expect(guests.filter(\.isThere).count == 6)
    }

    @Test func `while all wait for the server, who comes waits in turn for a place, and twenty seconds at most`() throws
    {
        let guests = try (0..<5).map { _ in try Guest(.answering) }
        let crowd = Crowd(maximum: 100, served: 2)
        for guest in guests { crowd.enter(guest.line) }
        let turns = guests.map { Turn($0, crowd, at: start) }
        #expect(turns.map(\.isServed) == [true, true, nil, nil, nil] && crowd.isCrowded)
        crowd.open(at: start + .milliseconds(19_999))
        #expect(guests.allSatisfy(\.isThere) && turns[2].isServed == nil)
        crowd.leave(guests[0].line)
        #expect(turns.map(\.isServed) == [true, true, true, nil, nil])
        crowd.leave(guests[4].line)
        #expect(turns[4].isServed == false, "who left waits for nothing")
        crowd.open(at: start + .seconds(20))
        #expect(turns[3].isServed == false && !crowd.isCrowded)
    }

    @Test func `for those who wait for a place the furthest behind go, and where all keep the pace the slowest`() throws
    {
        let guests = try (0..<6).map { _ in try Guest(.answering) }
        let crowd = Crowd(maximum: 100, served: 3)
        for guest in guests { crowd.enter(guest.line) }
        let turns = guests.map { Turn($0, crowd, at: start) }
        guests[1].line.enter(.idle)
        crowd.open(at: later(1))
        #expect(!guests[1].isThere && turns[3].isServed == true)
        for (guest, moved) in zip(guests, [200, 0, 100, 300]) where guest.isThere {
            guest.line.enter(.body)
            guest.line.move(moved << 20, at: later(2.99))
        }
        crowd.open(at: later(3))
        #expect(guests[0].isThere && !guests[2].isThere && guests[3].isThere && turns[4].isServed == true)
    }

    @Test func `who brings no code stands behind none who bring one`() throws {
        let guests = try (0..<8).map { _ in try Guest(.answering) }
        let crowd = Crowd(maximum: 100, served: 5, withCode: 2)
        for guest in guests { crowd.enter(guest.line) }
        let codes = guests[0..<4].map { Turn($0, crowd, bringsCode: true, at: start) }
        #expect(codes.map(\.isServed) == [true, true, nil, nil])
        let others = guests[4..<8].map { Turn($0, crowd, at: start) }
        #expect(others.map(\.isServed) == [true, true, true, nil])
        crowd.leave(guests[0].line)
        #expect(codes[2].isServed == true && others[3].isServed == nil, "who came first has the place of a code")
        crowd.leave(guests[1].line)
        #expect(codes[3].isServed == true && others[3].isServed == nil)
        crowd.leave(guests[4].line)
        #expect(others[3].isServed == true && !crowd.isCrowded)
    }

    @Test func `the server lets those who bring a code take half of its places`() throws {
        let guests = try (0..<250).map { _ in try Guest(.answering) }
        let crowd = IntakeServer.crowd()
        for guest in guests { crowd.enter(guest.line) }
        let codes = guests[..<226].map { Turn($0, crowd, bringsCode: true, at: start) }
        #expect(codes.count { $0.isServed == true } == 224)
        let others = guests[226...].map { Turn($0, crowd, at: start) }
        #expect(others.allSatisfy { $0.isServed == true })
    }

    @Test func `the place of a code is free once it was answered, and one who has a place waits for none`() throws {
        let guests = try (0..<3).map { _ in try Guest(.answering) }
        let crowd = Crowd(maximum: 100, served: 3, withCode: 1)
        for guest in guests { crowd.enter(guest.line) }
        #expect(Turn(guests[0], crowd, at: start).isServed == true)
        #expect(Turn(guests[0], crowd, bringsCode: true, at: start).isServed == true)
        #expect(Turn(guests[1], crowd, at: start).isServed == true)
        #expect(Turn(guests[1], crowd, bringsCode: true, at: start).isServed == false)
        let waits = Turn(guests[2], crowd, bringsCode: true, at: start)
        #expect(waits.isServed == nil)
        crowd.wasAnswered(guests[1].line)
        #expect(waits.isServed == nil, "it had none")
        crowd.wasAnswered(guests[0].line)
        #expect(waits.isServed == true)
    }

    @Test func `where only codes wait, only one with a code goes for them`() throws {
        let guests = try (0..<3).map { _ in try Guest(.answering) }
        let crowd = Crowd(maximum: 100, served: 10, withCode: 1)
        for guest in guests { crowd.enter(guest.line) }
        #expect(Turn(guests[0], crowd, at: start).isServed == true)
        #expect(Turn(guests[1], crowd, bringsCode: true, at: start).isServed == true)
        let waits = Turn(guests[2], crowd, bringsCode: true, at: start)
        guests[0].line.enter(.body)
        crowd.open(at: later(1))
        #expect(guests[0].isThere && guests[1].isThere && waits.isServed == nil)
        guests[1].line.enter(.body)
        crowd.open(at: later(2))
        #expect(guests[0].isThere && !guests[1].isThere && waits.isServed == true)
    }

    @Test func `while somebody waits for memory the doorkeeper sends away who holds some and is behind`() async throws {
        let holder = Line(NIOAsyncTestingChannel())
        holder.enter(.body)
        let crowd = Crowd(maximum: 7)
        crowd.enter(holder)
        let budget = MemoryBudget(megabytes: 1)
        let held = try #require(await budget.admit(MemoryBudget.shortBody, returns: true, line: holder))
        budget.add(900 << 10)
        async let waits = budget.admit(500, returns: false, line: nil)
        let keeper = Task { await Doorkeeper(crowds: [crowd], memory: budget).run() }
        for _ in 0..<12_000 where !holder.isGone { try await Task.sleep(for: .milliseconds(10)) }
        #expect(holder.isGone)
        keeper.cancel()
        await keeper.value
        budget.letGo(at: .now + .seconds(60))
        #expect(await waits == nil)
        withExtendedLifetime(held) {}
    }

    @Test func `who left is known no more`() throws {
        let guest = try Guest(.idle)
        let crowd = crowd([guest])
        #expect(crowd.line(of: guest.channel) === guest.line)
        crowd.leave(guest.line)
        #expect(crowd.line(of: guest.channel) == nil && guest.line.isGone)
    }

    @Test func `the doorkeeper opens a full door, sends the overdue away, and those who wait for memory`() async throws
    {
        // Each on a loop that others may reach from their threads.
        let (idle, overdue) = (Line(NIOAsyncTestingChannel()), Line(NIOAsyncTestingChannel()))
        overdue.enter(.answering)
        overdue.end(by: .now)
        let (full, other) = (Crowd(maximum: 1), Crowd(maximum: 7))
        full.enter(idle)
        other.enter(overdue)
        full.refuse()
        let budget = MemoryBudget(megabytes: 1)
        let held = try #require(await budget.admit(MemoryBudget.shortBody, returns: true, line: nil))
        budget.add(900 << 10)
        async let waits = budget.admit(500, returns: false, line: idle)
        let keeper = Task { await Doorkeeper(crowds: [full, other], memory: budget).run() }
        for _ in 0..<12_000 where !idle.isGone || !overdue.isGone || budget.isShort {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(idle.isGone && overdue.isGone)
        #expect(!budget.isShort, "whoever left waits on")
        budget.letGo(at: .now + .seconds(60))
        #expect(await waits == nil)
        keeper.cancel()
        await keeper.value
        withExtendedLifetime(held) {}
    }
}

/// Stands before the door as soon as its connection is gone.
private final class Knocking: ChannelInboundHandler {
    typealias InboundIn = Never

    private let crowd: Crowd

    init(_ crowd: Crowd) { self.crowd = crowd }

    func channelInactive(context: ChannelHandlerContext) { crowd.refuse() }
}
