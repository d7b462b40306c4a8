import CSandbox
import Files

/// Which system calls a process may make: a list that can only be shortened afterwards (seccomp).
///
/// Safe: the pointer is libseccomp's, made in `init`, let go of in `deinit`, and never handed out in between.
@safe struct SystemCallFilter: ~Copyable {
    typealias Action = fh_sandbox_action

    private let filter: OpaquePointer
    private var isWhole = true

    /// - Parameter fallback: what becomes of every call that has no rule.
    init(otherwise fallback: Action) throws(Refusal) {
        guard let filter = unsafe fh_sandbox_filter_new(fallback) else { throw Self.refusal }
        unsafe self.filter = filter
    }

    deinit { unsafe fh_sandbox_filter_free(filter) }

    /// A rule for some calls, whatever their arguments.
    mutating func rule(_ action: Action, _ calls: [String]) {
        for call in calls where unsafe fh_sandbox_filter_add(filter, call, action) != 0 { isWhole = false }
    }

    /// A rule for one call, where the bits of an argument that the mask names have this value.
    mutating func rule(_ action: Action, _ call: String, argument: UInt32, mask: UInt64 = 0xFFFF_FFFF, is value: UInt64)
    {
        if unsafe fh_sandbox_filter_add_where(filter, call, action, argument, mask, value) != 0 { isWhole = false }
    }

    /// A rule for one call, where an argument is above a limit.
    mutating func rule(_ action: Action, _ call: String, argument: UInt32, above limit: UInt64) {
        if unsafe fh_sandbox_filter_add_above(filter, call, action, argument, limit) != 0 { isWhole = false }
    }

    /// Puts it on this thread and those that it will start, or on every thread there is.
    ///
    /// - Throws: `Refusal` if a rule could not be made: a list with a gap would look like a whole one.
    consuming func load(everyThread: Bool = false) throws(Refusal) {
        guard isWhole, unsafe fh_sandbox_filter_load(filter, everyThread) == 0 else { throw Self.refusal }
    }

    static let refusal = Refusal(
        .unavailable, "the system does not let this program give up what it does not need",
        hint: "use a kernel with seccomp filters, as every kernel of Debian is")
}
