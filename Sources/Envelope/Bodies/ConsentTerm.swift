extension Consent {
    /// How long a survivor agrees for, as the form asks it.
    ///
    /// Ordered: each lasts longer than the one before.
    public enum Term: String, Sendable, CaseIterable, Comparable {
        case oneYear = "one-year"
        case twoYears = "two-years"
        case untilStopped = "until-stopped"

        /// The day at whose start a consent given on `day` ends; nil if it lasts until the survivor says stop.
        ///
        /// The same day of a later year. What was agreed to on 29 February ends on 28 February: never later than said.
        public func end(from day: Day) -> Day? {
            let years = self == .oneYear ? 1 : 2
            guard self != .untilStopped, let year = Int(day.description.prefix(4)) else { return nil }
            return Day("\(year + years)\(day.description.dropFirst(4))") ?? Day("\(year + years)-02-28")
        }

        public static func < (left: Term, right: Term) -> Bool { left.rank < right.rank }
        private var rank: Int { self == .oneYear ? 1 : self == .twoYears ? 2 : 3 }
    }
}
