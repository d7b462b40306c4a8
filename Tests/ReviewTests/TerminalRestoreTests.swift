import Glibc
import Testing

@testable import Console
@testable import Review

extension `On a terminal` {
    /// What a signal does to a screen with words on it.
    ///
    /// The handlers are the process's, as its second screen is: one test at a time, and none beside those of the pager.
    @Suite(.serialized) struct TerminalRestoreTests {
        /// What was written to a pseudo-terminal when a signal came, and what the program knew of the signal.
        private func shown(by signal: Int32, _ moment: TerminalRestore.Moment) throws -> (drawn: String, ending: Int32?)
        {
            var (master, slave): (Int32, Int32) = (-1, -1)
            try #require(unsafe openpty(&master, &slave, nil, nil, nil) == 0)
            defer { close(master) }
            let ending = try show(on: Terminal(descriptor: slave), signal, moment)
            var (drawn, bytes) = ([UInt8](), [UInt8](repeating: 0, count: 4_096))
            while case let count = unsafe read(master, &bytes, bytes.count), count > 0 { drawn += bytes.prefix(count) }
            return (String(decoding: drawn, as: UTF8.self), ending)
        }

        private func show(
            on terminal: consuming Terminal, _ signal: Int32, _ moment: TerminalRestore.Moment
        ) throws -> Int32? {
            try AlternateScreen.show(on: terminal, finishes: true) { (_) throws(TerminalError) in
                TerminalRestore.now(moment)
                // To the process, as a terminal that goes away sends it; one of its threads takes it.
                kill(getpid(), signal)
                for _ in 0..<60_000 where TerminalRestore.ending == nil { usleep(2_000) }
                return TerminalRestore.ending
            }
        }

        private func count(_ sequence: String, in drawn: String) -> Int { drawn.ranges(of: sequence).count }

        @Test(arguments: [SIGHUP, SIGTERM, SIGINT])
        func `a hang-up while it draws is noted, and the screen is given back once, after the drawing`(signal: Int32)
            throws
        {
            // Without the note the signal ends this very process.
            let (drawn, ending) = try shown(by: signal, .brief)
            #expect(ending == signal)
            #expect(count(AlternateScreen.leave, in: drawn) == 1)
        }

        @Test func `a hang-up while it waits gives the screen back at once`() throws {
            let (drawn, ending) = try shown(by: SIGHUP, .waiting)
            #expect(ending == SIGHUP)
            // Once by the signal, once on the way out, which does the same again.
            #expect(count(AlternateScreen.leave, in: drawn) == 2)
        }
    }
}
