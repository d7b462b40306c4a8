import Glibc

/// Makes keys of bytes as a terminal sends them; a key's bytes may come in pieces.
struct KeyDecoder {
    /// The most bytes of a paste; what comes after is dropped.
    static let longestPaste = 64 << 10
    // No key of any terminal is longer; what is longer is no key.
    private static let longestSequence = 16
    private static let pasteStart = Array("\u{1B}[200~".utf8)
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    // What a terminal sends of a mouse that does not know the form that was asked for: three bytes follow, which are no keys.
    private static let oldMouse = Array("\u{1B}[M".utf8)

    private var pending: [UInt8] = []
    private var passedOver = 0
    private var pasted: [UInt8]?

    /// Whether a key has begun and its end has not come: an Escape alone looks like that.
    var isWaiting: Bool { !pending.isEmpty && pasted == nil }

    /// The keys that these bytes complete; those that mean nothing are passed over.
    mutating func keys(_ bytes: [UInt8]) -> [Key] {
        var keys: [Key] = []
        for byte in bytes {
            guard passedOver == 0 else {
                passedOver -= 1
                continue
            }
            if pasted != nil { keys += paste(byte) } else { keys += next(byte) }
        }
        return keys
    }

    /// What is pending when nothing more came for a moment: the Escape key, if it is that.
    mutating func flush() -> [Key] {
        guard isWaiting else { return [] }
        defer { pending = [] }
        return pending == [0x1B] ? [.escape] : []
    }

    private mutating func next(_ byte: UInt8) -> [Key] {
        if pending.isEmpty { return first(byte) }
        guard pending[0] == 0x1B else { return continued(byte) }
        if pending.count == 1 {
            switch byte {
            case 0x5B, 0x4F:
                pending.append(byte)
                return []
            case 0x1B: return []
            default:
                pending = []
                return [.escape] + first(byte)
            }
        }
        pending.append(byte)
        guard (0x40...0x7E).contains(byte) || pending.count > Self.longestSequence else { return [] }
        defer { pending = [] }
        if pending == Self.pasteStart { pasted = [] }
        if pending == Self.oldMouse { passedOver = 3 }
        return Self.sequence(pending.dropFirst(2)).map { [$0] } ?? []
    }

    private mutating func first(_ byte: UInt8) -> [Key] {
        switch byte {
        case 0x1B, 0xC2...0xF4:
            pending = [byte]
            return []
        case 0x0D, 0x0A: return [.enter]
        case 0x09: return [.tab]
        case 0x08, 0x7F: return [.backspace]
        case 0x01...0x1A: return [.control(Character(Unicode.Scalar(byte + 0x60)))]
        case 0x20...0x7E: return [.character(Character(Unicode.Scalar(byte)))]
        default: return []
        }
    }

    /// A letter of several bytes.
    private mutating func continued(_ byte: UInt8) -> [Key] {
        guard (0x80...0xBF).contains(byte) else {
            pending = []
            return first(byte)
        }
        pending.append(byte)
        let needed = pending[0] >= 0xF0 ? 4 : pending[0] >= 0xE0 ? 3 : 2
        guard pending.count == needed else { return [] }
        defer { pending = [] }
        guard let text = String(validating: pending, as: UTF8.self), let character = text.first,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return [] }
        return [.character(character)]
    }

    private mutating func paste(_ byte: UInt8) -> [Key] {
        guard var bytes = pasted else { return [] }
        pasted = nil
        bytes.append(byte)
        if bytes.suffix(Self.pasteEnd.count) == Self.pasteEnd[...] {
            return [
                .paste(String(decoding: bytes.dropLast(Self.pasteEnd.count).prefix(Self.longestPaste), as: UTF8.self))
            ]
        }
        // Beyond the limit only its end is looked for.
        if bytes.count > Self.longestPaste + 64 { bytes.removeSubrange(Self.longestPaste..<(bytes.count - 16)) }
        pasted = bytes
        return []
    }

    private static func sequence(_ bytes: ArraySlice<UInt8>) -> Key? {
        switch String(decoding: bytes, as: UTF8.self) {
        case "A": .up
        case "B": .down
        case "C": .right
        case "D": .left
        case "H", "1~", "7~": .home
        case "F", "4~", "8~": .end
        case "5~": .pageUp
        case "6~": .pageDown
        case "3~": .delete
        case "Z": .backTab
        case let mouse where mouse.first == "<": self.mouse(mouse)
        default: nil
        }
    }

    /// A button of a mouse, as `CSI < button ; column ; row M` says that it was pressed; letting go ends with `m`.
    private static func mouse(_ text: String) -> Key? {
        let numbers = text.dropFirst().dropLast().split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
        guard text.last == "M", numbers.count == 3, let button = numbers[0], let column = numbers[1],
            let row = numbers[2], column > 0, row > 0
        else { return nil }
        return switch button {
        case 0: .click(row: row - 1, column: column - 1)
        case 64: .wheel(down: false)
        case 65: .wheel(down: true)
        default: nil
        }
    }
}

/// A key as a person pressed it.
enum Key: Equatable {
    case character(Character)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right, pageUp, pageDown, home, end
    /// A letter pressed together with Ctrl.
    case control(Character)
    /// Text that was pasted: it is never taken for commands.
    case paste(String)
    /// The first button of a mouse, at a place from 0.
    case click(row: Int, column: Int)
    /// One notch of a mouse's wheel.
    case wheel(down: Bool)
}

/// What a person can ask of the pager.
enum PagerKey: Equatable {
    case next, previous, first, last, quit

    init?(_ key: Key) {
        switch key {
        case .character(" "), .character("j"), .enter, .down, .pageDown: self = .next
        case .character("b"), .character("k"), .up, .pageUp: self = .previous
        case .character("g"), .home: self = .first
        case .character("G"), .end: self = .last
        case .character("q"), .character("Q"): self = .quit
        default: return nil
        }
    }
}

/// Keys as they come from a terminal.
struct KeyReader {
    // Longer than a slow line takes between two bytes of one key, shorter than a person notices.
    private static let pause: Int32 = 60

    private var decoder = KeyDecoder()

    /// The keys that were pressed; none when `milliseconds` went by, or when a signal came.
    ///
    /// - Throws: `TerminalError.closed` when there will be no more.
    mutating func next(on terminal: borrowing Terminal, within milliseconds: Int32) throws(TerminalError) -> [Key] {
        let wait = decoder.isWaiting ? Self.pause : milliseconds
        if try Self.isReady(terminal, within: wait) { return decoder.keys(try terminal.read(upTo: 256)) }
        return decoder.flush()
    }

    private static func isReady(
        _ terminal: borrowing Terminal, within milliseconds: Int32
    ) throws(TerminalError) -> Bool {
        var poll = pollfd(fd: terminal.descriptor, events: Int16(POLLIN), revents: 0)
        let count = unsafe Glibc.poll(&poll, 1, milliseconds)
        guard count >= 0 || errno == EINTR else { throw .closed }
        return count > 0
    }
}
