import Glibc

/// Gives the terminal back however the program ends: also by a signal, a crash or a stop.
///
/// A killed process (`SIGKILL`) and `SIGSTOP` cannot be caught: the screen then stays as it was.
enum TerminalRestore {
    // A program may end by these; each first blanks the screen and then does what it always does.
    private static let signals = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGPIPE, SIGALRM, SIGXCPU, SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS,
        SIGFPE,
    ]

    /// From now until `disarm()`, every way to end writes `leave` and sets `original`; a stop that is continued
    /// writes `enter` and sets `shown` again.
    static func arm(
        _ terminal: borrowing Terminal, original: termios, shown: termios, enter: String, leave: String,
        finishes: Bool = false
    ) throws(TerminalError) {
        guard unsafe !held.pointee.isArmed else { throw .alreadyShowing }
        unsafe held.pointee = Held(
            descriptor: terminal.descriptor, original: original, shown: shown, enter: Bytes(enter), leave: Bytes(leave),
            isArmed: true, resumptions: held.pointee.resumptions, finishes: finishes)
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = giveBack
        unsafe sigfillset(&action.sa_mask)
        for signal in signals { unsafe sigaction(signal, &action, nil) }
        // Without a handler of its own a changed size would not wake the pager. It need not do anything.
        unsafe action.__sigaction_handler.sa_handler = { _ in }
        unsafe sigaction(SIGWINCH, &action, nil)
    }

    /// Ends what `arm` began; the terminal is the caller's again.
    static func disarm() {
        guard unsafe held.pointee.isArmed else { return }
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = SIG_DFL
        for signal in signals + [SIGWINCH] { unsafe sigaction(signal, &action, nil) }
        unsafe held.pointee.isArmed = false
        unsafe held.pointee.enter.free()
        unsafe held.pointee.leave.free()
    }

    /// Says that `settings` are the ones to return to after a stop.
    static func nowShown(_ settings: termios) { unsafe held.pointee.shown = settings }

    /// What the program does when a signal comes that ends it (SIGHUP, SIGTERM, SIGINT).
    enum Moment {
        /// Waits for keys: the screen is given back at once, and the program has time to keep what was typed.
        case waiting
        /// Draws, or keeps what was typed: the signal is noted, and the program gives the screen back when it has done that.
        ///
        /// Given back at once, the screen would get the rest of the drawing, which may hold words of a story.
        case brief
        /// Anything that may take long: the program ends at once.
        case long
    }

    /// Says what the program does from now on.
    ///
    /// At a second signal it ends at once, whatever it does.
    static func now(_ moment: Moment) { unsafe held.pointee.moment = moment }

    /// The signal that is to end the program; nil while none is.
    static var ending: Int32? { unsafe held.pointee.ending == 0 ? nil : held.pointee.ending }

    /// Ends the program by the signal that came, as if it had come now; returns if none did.
    static func end() {
        guard let signal = ending else { return }
        var usual = sigaction()
        unsafe usual.__sigaction_handler.sa_handler = SIG_DFL
        unsafe sigaction(signal, &usual, nil)
        raise(signal)
    }

    /// How often the program was stopped and continued; when it changes, all must be drawn again.
    static var resumptions: Int { unsafe held.pointee.resumptions }
}

/// What a signal handler may look at: plain memory that is neither allocated nor counted while it runs.
private struct Held {
    var descriptor: Int32 = -1
    var original = termios()
    var shown = termios()
    var enter = Bytes("")
    var leave = Bytes("")
    var isArmed = false
    var resumptions = 0
    var finishes = false
    var moment = TerminalRestore.Moment.long
    var ending: Int32 = 0
}

/// Bytes at a fixed place.
@safe private struct Bytes {
    // @safe: the memory is written once, here, and read only within `count`.
    let start: UnsafeMutablePointer<UInt8>
    let count: Int

    init(_ text: String) {
        let bytes = Array(text.utf8)
        count = bytes.count
        unsafe start = .allocate(capacity: max(1, count))
        unsafe start.initialize(from: bytes, count: count)
    }

    func free() { unsafe start.deallocate() }
}

// A pointer and not a variable: a handler that came during a change of a variable would trap on exclusive access.
// The first use is in `arm`, before any handler is set, so no handler ever makes the first allocation.
nonisolated(unsafe) private let held: UnsafeMutablePointer<Held> = {
    let memory = UnsafeMutablePointer<Held>.allocate(capacity: 1)
    unsafe memory.initialize(to: Held())
    return unsafe memory
}()

/// Only calls that POSIX lists as safe in a handler: write, tcsetattr, sigaction, pthread_sigmask, raise.
private func giveBack(_ signal: Int32) {
    let number = errno
    let isNoted =
        unsafe held.pointee.finishes && held.pointee.moment != .long && held.pointee.ending == 0
        && (signal == SIGHUP || signal == SIGTERM || signal == SIGINT)
    if isNoted, unsafe held.pointee.moment == .brief {
        unsafe held.pointee.ending = signal
        return
    }
    _ = unsafe write(held.pointee.descriptor, held.pointee.leave.start, held.pointee.leave.count)
    _ = unsafe tcsetattr(held.pointee.descriptor, TCSANOW, &held.pointee.original)
    if isNoted {
        // Last: whoever sees it may let go of what this handler reads.
        unsafe held.pointee.ending = signal
        errno = number
        return
    }
    var usual = sigaction()
    unsafe usual.__sigaction_handler.sa_handler = SIG_DFL
    var ours = sigaction()
    unsafe sigaction(signal, &usual, &ours)
    var one = sigset_t()
    unsafe sigemptyset(&one)
    unsafe sigaddset(&one, signal)
    unsafe pthread_sigmask(SIG_UNBLOCK, &one, nil)
    raise(signal)
    // Only a stop comes back here, when the program is continued.
    unsafe sigaction(signal, &ours, nil)
    _ = unsafe tcsetattr(held.pointee.descriptor, TCSANOW, &held.pointee.shown)
    _ = unsafe write(held.pointee.descriptor, held.pointee.enter.start, held.pointee.enter.count)
    unsafe held.pointee.resumptions += 1
    errno = number
}
