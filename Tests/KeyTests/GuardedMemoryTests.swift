import Foundation
import Testing

@testable import Envelope

/// Guarded memory that is used again: wiped when it is let go, whoever gets it next.
struct GuardedMemoryTests {
    // Of a length that nobody else asks for: other tests use guarded memory at the same time.
    private static let length = 1013

    /// Where guarded bytes full of sevens lay.
    private static func letGo() throws -> UInt64 {
        var bytes = try GuardedBytes(count: length)
        bytes.withMutableBytes { for index in $0.indices { $0[index] = 7 } }
        return place(of: bytes)
    }

    private static func place(of bytes: borrowing GuardedBytes) -> UInt64 {
        bytes.withBytes { unsafe $0.withUnsafeBufferPointer { UInt64(UInt(bitPattern: $0.baseAddress)) } }
    }

    /// What lies there now; nil if nothing is mapped there.
    ///
    /// The kernel is asked, so that looking ends no test.
    private static func look(at place: UInt64) throws -> [UInt8]? {
        let memory = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/mem"))
        defer { try? memory.close() }
        guard (try? memory.seek(toOffset: place)) != nil else { return nil }
        return (try? memory.read(upToCount: length)).flatMap { $0.map(Array.init) }
    }

    @Test func `what is let go is wiped at once, also where its memory is kept, and is zeros for whoever gets it next`()
        throws
    {
        try GuardedBytes.reusing {
            Result {
                let place = try Self.letGo()
                let left = try Self.look(at: place)
                #expect(left == nil || left == [UInt8](repeating: 0, count: Self.length))
                let next = try GuardedBytes(count: Self.length)
                #expect(left == nil || Self.place(of: next) == place)
                let isEmpty = next.withBytes { bytes in bytes.indices.allSatisfy { bytes[$0] == 0 } }
                #expect(isEmpty)
            }
        }.get()
    }

    @Test func `memory of another length is another`() throws {
        try GuardedBytes.reusing {
            Result {
                let place = try Self.letGo()
                let other = try GuardedBytes(count: Self.length + 1)
                #expect(Self.place(of: other) != place)
            }
        }.get()
    }

    @Test func `nothing is kept once the work is done`() async throws {
        let place = try GuardedBytes.reusing { Result { try Self.letGo() } }.get()
        // Others may still be at work in this process: they keep it as long as they are.
        let end = ContinuousClock.now + .seconds(300)
        while try Self.look(at: place) != nil, .now < end { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try Self.look(at: place) == nil)
    }
}
