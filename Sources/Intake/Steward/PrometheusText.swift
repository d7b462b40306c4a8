import Envelope
import Files

/// What a collector of Prometheus may read of a server (its text format, version 0.0.4).
///
/// A series tells when a value changes, as finely as it is collected. So stories count from the day after, and the text is the
/// same all day long, whatever comes: it changes at midnight, when somebody exchanges a bundle, or by what the team does.
///
/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>
struct PrometheusText {
    let stories, yesterday, withdrawals: Rough
    let keyringDays: Int?
    let lastExchangeDays: Int?
    let freeDisk: Rough
    /// Whether somebody went on without a desk after a restore, and none came since.
    let isOverridden: Bool

    var text: String {
        var values: [(name: String, help: String, value: Int)] = [
            ("stories_at_least", "Stories that came before today: the lower end of a range.", stories.least),
            ("stories_yesterday_at_least", "Stories that came yesterday: the lower end of a range.", yesterday.least),
            (
                "withdrawals_at_least", "Stories that were taken back before today: the lower end of a range.",
                withdrawals.least
            ),
            ("keyring_usable", "1 if the keyring can be used, else 0.", keyringDays == nil ? 0 : 1),
            ("free_disk_gib_at_least", "Free disk in GiB: the lower end of a range.", freeDisk.least),
            (
                "restored_without_desk",
                "1 if somebody went on without a desk after a restore and none came since, else 0.",
                isOverridden ? 1 : 0
            ),
        ]
        if let keyringDays { values.append(("keyring_days", "Days until the keyring ends.", keyringDays)) }
        if let lastExchangeDays {
            values.append(("last_exchange_days", "Days since a bundle was last exchanged.", lastExchangeDays))
        }
        return values.map { name, help, value in
            "# HELP firsthand_\(name) \(help)\n# TYPE firsthand_\(name) gauge\nfirsthand_\(name) \(value)\n"
        }.joined()
    }
}
