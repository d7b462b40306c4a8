/// What a backup's file is called: the day on which it was made and a random number, and nothing else.
public struct BackupName: Sendable, Hashable, Comparable {
    public let day: Day
    private let number: String

    /// A new name for a backup of this day.
    public init(day: Day) {
        self.day = day
        number = randomBytes(4).hex
    }

    /// Reads a name; nil for any other file's.
    public init?(_ text: String) {
        guard let parts = text.wholeMatch(of: /firsthand-(\d{4}-\d{2}-\d{2})-([0-9a-f]{8})\.backup/)?.output,
            let day = Day(parts.1)
        else { return nil }
        self.day = day
        number = String(parts.2)
    }

    public var text: String { "firsthand-\(day)-\(number).backup" }

    public static func < (left: BackupName, right: BackupName) -> Bool {
        (left.day, left.number) < (right.day, right.number)
    }
}
