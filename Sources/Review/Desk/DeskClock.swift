import Envelope
import Files

/// Whether the day on this machine fits the days that reviewers signed.
///
/// A statement signed under a wrong clock stays wrong for ever: an approval under the consent of another day, a checkpoint from
/// which a wider consent begins to count too soon. So a desk signs nothing on a day that is far from what its vault has seen.
struct DeskClock {
    /// A quiet month is no sign of a wrong clock.
    static let ahead = 45
    /// Two machines may be on two sides of midnight, and one a day slow.
    static let behind = 2

    /// The newest day that each reviewer signed, this one included.
    private let newest: [Person: Day]

    init(_ days: [SigningKey: Day], keyring: Keyring) {
        newest = days.reduce(into: [:]) { newest, item in
            guard let person = keyring.person(signing: item.key) else { return }
            newest[person] = max(newest[person] ?? item.value, item.value)
        }
    }

    /// Why nothing may be signed on this day; nil if it may.
    func refusal(on today: Day, said: Day?) -> Refusal? {
        guard said != today else { return nil }
        // A later day than today is by a clock that is ahead, and does not make another such clock right.
        if let last = newest.values.filter({ $0 <= today }).max(), today > last + Self.ahead {
            return Self.refusal(today, "\(today - last) days after the newest work", last)
        }
        // One whose clock was ahead must not stop all others: it takes two people's days to say that this one is behind.
        let days = newest.values.sorted()
        guard days.count > 1 else { return nil }
        let agreed = days[days.count - 2]
        return today < agreed + -Self.behind
            ? Self.refusal(today, "\(agreed - today) days before work that two people signed", agreed) : nil
    }

    private static func refusal(_ today: Day, _ distance: String, _ day: Day) -> Refusal {
        Refusal(
            .unavailable,
            "this machine says that today is \(today), \(distance) in this vault (\(day))",
            hint:
                "set the clock (timedatectl set-time YYYY-MM-DD) and try again; if \(today) is right, say --today \(today)"
        )
    }
}
