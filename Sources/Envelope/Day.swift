import FoundationEssentials

/// A UTC day: the finest time that Firsthand writes.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Whole days since 1970-01-01, UTC.
    public let number: UInt32

    /// A day by its number.
    public init(number: UInt32) { self.number = number }

    /// Today, by this machine's clock.
    public static var today: Day { Day(number: UInt32(max(0, Date().timeIntervalSince1970) / 86_400)) }

    /// Reads `YYYY-MM-DD`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1970
        else { return nil }
        // Days from civil date (Hinnant, "chrono-compatible low-level date algorithms").
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let count = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        guard count >= 0, count <= Int(UInt32.max) else { return nil }
        self.number = UInt32(count)
        guard description == text else { return nil }
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = civil
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// `YYYY-MM`.
    public var month: String { String(description.prefix(7)) }

    public enum Weekday: String, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        Weekday.allCases[(Int(number) + 3) % 7]
    }

    private var civil: (Int, Int, Int) {
        let shifted = Int(number) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day `days` later.
    public static func + (day: Day, days: Int) -> Day { Day(number: UInt32(clamping: Int(day.number) + days)) }

    /// How many days lie between two days.
    public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}
