/// A month, UTC: the finest time at which anybody is told that a story was shared.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Whole months since 1970-01.
    public let number: UInt16

    /// A month by its number.
    public init(number: UInt16) { self.number = number }

    /// The month of a day.
    public init(of day: Day) {
        let parts = day.month.split(separator: "-").compactMap { Int($0) }
        number = parts.count == 2 ? UInt16(clamping: (parts[0] - 1970) * 12 + parts[1] - 1) : 0
    }

    /// Reads `YYYY-MM`.
    public init?(_ text: some StringProtocol) {
        guard let day = Day("\(text)-01") else { return nil }
        self.init(of: day)
        guard description == text else { return nil }
    }

    /// `YYYY-MM`.
    public var description: String {
        let (year, month) = (1970 + Int(number) / 12, Int(number) % 12 + 1)
        return "\(year)-\(month < 10 ? "0" : "")\(month)"
    }

    /// Its first day.
    public var first: Day { Day("\(description)-01") ?? Day(number: 0) }

    /// Its last day.
    public var last: Day { Month(number: number + 1).first + -1 }

    public static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}
