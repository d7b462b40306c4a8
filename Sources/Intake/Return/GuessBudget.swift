/// What a wrong code costs: time, the same for everybody, and no lock.
///
/// Wrong codes are answered at most a hundred times a second in all, each a second or more after it came. A right one never
/// waits, so nobody who has the code is locked out while somebody else guesses, and nothing is kept about who that is.
actor GuessBudget {
    /// The least that a wrong code waits.
    static let least = Duration.seconds(1)
    /// The time between two answers to wrong codes.
    static let spacing = Duration.milliseconds(10)
    /// The most that one waits: then guesses come in faster than they are answered, and connections run out first.
    static let most = Duration.seconds(5)

    private var last = ContinuousClock.now

    /// Returns when the next answer to a wrong code may be sent.
    ///
    /// - Parameter arrival: when the code came: what was looked up since then does not show in the time.
    func wait(since arrival: ContinuousClock.Instant) async {
        let slot = nextSlot(at: arrival)
        // Cancelled when the server stops: then the answer may as well go out.
        try? await Task.sleep(until: slot, clock: .continuous)
    }

    /// When an answer asked for at `now` may be sent.
    func nextSlot(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        last = min(max(now + Self.least, last + Self.spacing), now + Self.most)
        return last
    }
}
