public import Envelope
public import Files
import Glibc

/// Where passphrases come from: the terminal with echo off, or a file descriptor.
///
/// Never an argument, never the environment.
public enum PassphraseSource {
    /// The most bytes of a passphrase.
    static let limit = 1024

    /// Reads a passphrase.
    ///
    /// - Parameters:
    ///   - descriptor: the file descriptor that one line is read from; nil asks on the terminal.
    ///   - prompt: what the terminal shows; not used with a descriptor.
    public static func read(descriptor: Int32?, prompt: String) throws(Refusal) -> GuardedBytes {
        if let descriptor { return try line(from: descriptor) }
        return try onTerminal(prompt)
    }

    /// Reads a new passphrase: twice on the terminal, once from a descriptor.
    static func forNewKey(named name: String, descriptor: Int32?) throws(Refusal) -> GuardedBytes {
        if let descriptor { return try line(from: descriptor) }
        let first = try onTerminal("New passphrase for \(name) (six random words are good): ")
        let second = try onTerminal("The same again: ")
        guard isEqual(first, second) else {
            throw Refusal(.notPermitted, "the two passphrases differ; no key was made")
        }
        return first
    }

    private static func isEqual(_ left: borrowing GuardedBytes, _ right: borrowing GuardedBytes) -> Bool {
        left.count == right.count
            && left.withBytes { left in
                right.withBytes { right in left.indices.reduce(UInt8(0)) { $0 | (left[$1] ^ right[$1]) } == 0 }
            }
    }

    /// Byte by byte, so that the next line stays for the next reader of the same descriptor.
    private static func line(from descriptor: Int32, isTyped: Bool = false) throws(Refusal) -> GuardedBytes {
        var buffer: GuardedBytes
        do { buffer = try GuardedBytes(count: limit) } catch { throw Refusal(.unavailable, error.description) }
        var count = 0
        while count < limit {
            var byte: UInt8 = 0
            let got = unsafe Glibc.read(descriptor, &byte, 1)
            buffer.withMutableBytes { $0[count] = byte }
            byte = 0
            if got < 0, errno == EINTR { continue }
            guard got == 1 else { break }
            let isEnd = buffer.withBytes { $0[count] == 0x0A }
            if isEnd { break }
            if isTyped, let edited = try edit(buffer.withBytes { $0[count] }, count) {
                count = edited
                continue
            }
            count += 1
        }
        guard count > 0, count < limit else {
            throw Refusal(.notPermitted, "no passphrase came from the file descriptor", hint: "end it with a line end")
        }
        do {
            var passphrase = try GuardedBytes(count: count)
            buffer.withBytes { passphrase.write($0.extracting(0..<count), at: 0) }
            return passphrase
        } catch { throw Refusal(.unavailable, error.description) }
    }

    /// What a key does that is no letter: the count afterwards, or nil for a letter.
    private static func edit(_ key: UInt8, _ count: Int) throws(Refusal) -> Int? {
        switch key {
        case 0x03, 0x04, 0x1C: throw Refusal(.notPermitted, "stopped")
        case 0x08, 0x7F: max(0, count - 1)
        case 0x15: 0
        default: nil
        }
    }

    private static func onTerminal(_ prompt: String) throws(Refusal) -> GuardedBytes {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw Refusal(
                .notPermitted, "there is no terminal to ask for a passphrase",
                hint: "give it on a file descriptor: --passphrase-fd 3 3< FILE")
        }
        defer { close(terminal) }
        var before = termios()
        let known = unsafe tcgetattr(terminal, &before)
        guard known == 0 else {
            throw Refusal(.notPermitted, "the terminal cannot hide what is typed")
        }
        var hidden = before
        // Without ISIG and ICANON every key arrives as a byte, Ctrl-C too, and echo comes back in every case.
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON)
        _ = unsafe tcsetattr(terminal, TCSAFLUSH, &hidden)
        var held = sigset_t()
        var old = sigset_t()
        unsafe sigemptyset(&held)
        for signal in [SIGTERM, SIGHUP, SIGTSTP] { unsafe sigaddset(&held, signal) }
        // Held back until echo is on again, and then delivered.
        unsafe pthread_sigmask(SIG_BLOCK, &held, &old)
        defer {
            _ = unsafe tcsetattr(terminal, TCSAFLUSH, &before)
            unsafe pthread_sigmask(SIG_SETMASK, &old, nil)
        }
        show(prompt, on: terminal)
        // The prompt's line is taken off again, as age does.
        defer { show("\r\u{1B}[2K", on: terminal) }
        return try line(from: terminal, isTyped: true)
    }

    private static func show(_ text: String, on terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe write(terminal, bytes, bytes.count)
    }
}
