internal import CRedactionData

/// The lists of words that the program carries, read where they lie: nothing is built at start.
@safe struct WordLists: @unchecked Sendable {
    // Constant data of the program, never written: sharing it between threads is safe.
    private let bytes: UnsafeRawBufferPointer
    /// How many sets of lists there are; a word is in exactly one of them.
    let setCount: Int
    let listCount: Int
    private let words: Slots
    private let slips: Slots

    private struct Slots {
        let start: Int
        let count: Int
    }

    private static let setsAt = 24
    private static let setSize = 48

    static let standard = unsafe WordLists(UnsafeRawBufferPointer(start: fh_lists(), count: fh_lists_size()))

    private init(_ bytes: UnsafeRawBufferPointer) {
        unsafe (self.bytes = bytes)
        func count(_ number: Int) -> Int { Int(unsafe bytes.load(fromByteOffset: 8 + 4 * number, as: UInt32.self)) }
        (listCount, setCount) = (count(0), count(1))
        words = Slots(start: Self.setsAt + count(1) * Self.setSize, count: count(2))
        slips = Slots(start: words.start + words.count * 10, count: count(3))
    }

    /// The set of a word, by its hash; 0 for a word of no list.
    @inline(__always) func set(of hash: UInt64) -> Int { set(of: hash, in: words) }

    private func set(of hash: UInt64, in slots: Slots) -> Int {
        var slot = Int(hash & UInt64(slots.count - 1))
        while true {
            let set = Int(unsafe bytes.load(fromByteOffset: slots.start + slots.count * 8 + slot * 2, as: UInt16.self))
            let found = unsafe bytes.load(fromByteOffset: slots.start + slot * 8, as: UInt64.self)
            if set == 0 || found == hash { return set }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    /// Whether a list is in a set.
    @inline(__always) func set(_ set: Int, holds list: WordList) -> Bool {
        guard set != 0 else { return false }
        let place = Self.setsAt + set * Self.setSize + Int(list.rawValue >> 3)
        return unsafe bytes.load(fromByteOffset: place, as: UInt8.self) >> UInt8(list.rawValue & 7) & 1 == 1
    }

    /// Whether a word is in a list.
    func holds(_ hash: UInt64, _ list: WordList) -> Bool { set(set(of: hash), holds: list) }

    /// What the lists of a set announce.
    @inline(__always) func cues(of set: Int) -> Cue {
        let first = unsafe bytes.load(fromByteOffset: Self.setsAt + set * Self.setSize, as: UInt64.self)
        return Cue(rawValue: first & ((1 << 56) - 1))
    }

    // MARK: Slips

    private static let shortestSlip = 6

    // What a word announces that is one slip away: a letter left out, put in, changed, or two swapped. Only long words of
    // the lists that announce something: "ermana" is no name because of it, but what follows it may be one.
    func cues(near letters: ArraySlice<UInt32>) -> Cue {
        guard letters.count >= Self.shortestSlip - 1, letters.count < 20 else { return [] }
        var found = cues(of: set(of: WordHash.of(letters), in: slips))
        guard letters.count >= Self.shortestSlip else { return found }
        // Two words that meet with a letter left out are at most one letter apart, or two swapped.
        for left in letters.indices {
            var hash = WordHash()
            for index in letters.indices where index != left { hash.add(letters[index]) }
            found.formUnion(cues(of: set(of: hash.value, in: slips)))
        }
        return found
    }
}
