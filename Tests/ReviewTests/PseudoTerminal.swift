import Foundation
import Glibc
import Synchronization

@testable import Review

/// A terminal with nobody at it: the test types and looks at the other end.
final class PseudoTerminal: Sendable {
    // TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    private let controller: Int32
    private let path: String
    private let seen = Mutex<[UInt8]>([])

    init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
        // What posix_openpt, unlockpt and ptsname do: the C library declares them only for X/Open programs.
        controller = unsafe Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: UInt32 = 0
        let unlocked = unsafe ioctl(controller, Self.setLock, &locked)
        let numbered = unsafe ioctl(controller, Self.getNumber, &number)
        path = "/dev/pts/\(number)"
        guard controller >= 0, unlocked == 0, numbered == 0 else { throw TerminalError.noTerminal }
        resize(columns: columns, rows: rows)
    }

    deinit { close(controller) }

    /// The end that the program sees.
    func open() -> Terminal { Terminal(descriptor: unsafe Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)) }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = unsafe ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe write(controller, bytes, bytes.count)
    }

    /// All that was drawn until now.
    var screen: String {
        drain()
        return seen.withLock { String(decoding: $0, as: UTF8.self) }
    }

    /// Waits, at most a minute, until `text` was drawn; then forgets what was drawn before its end.
    func await(_ text: String) async -> Bool {
        for _ in 0..<6_000 {
            drain()
            let found = seen.withLock { seen in
                let drawn = String(decoding: seen, as: UTF8.self)
                guard let range = drawn.firstRange(of: text) else { return false }
                seen = Array(drawn[range.upperBound...].utf8)
                return true
            }
            if found { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private func drain() {
        var poll = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        var part = [UInt8](repeating: 0, count: 4096)
        while unsafe Glibc.poll(&poll, 1, 0) > 0 {
            let count = unsafe read(controller, &part, part.count)
            guard count > 0 else { return }
            let bytes = Array(part.prefix(count))
            seen.withLock { $0 += bytes }
        }
    }
}

/// Runs what waits for a person on a thread of its own.
func beside<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}
