public import Envelope
import Files
import Glibc
import Synchronization

/// How much of a disk stories may fill.
public struct DiskBudget: Sendable {
    /// The bytes that stories leave free: for letters, for what those who come back choose, and for taking a story back.
    public let reserve: UInt64
    /// The most bytes of stories that are taken in on one day.
    public let daily: UInt64

    public init(reserve: UInt64, daily: UInt64) {
        self.reserve = reserve
        self.daily = daily
    }

    static let unlimited = DiskBudget(reserve: 0, daily: .max)
}

/// What came from survivors on one day.
public struct DayCount: Sendable {
    public let day: Day
    public internal(set) var stories = 0
    public internal(set) var bytes: UInt64 = 0
}

/// The room on a vault's disk, and what of it is kept for taking a story back.
///
/// A part of the reserve is a file of zeros, so that it is there even where another program fills the disk. A file system
/// that copies what is overwritten, or takes back what is let go only later, can still have none then.
final class Room: Sendable {
    /// What a form that is opened now may need.
    private static let oneStory: UInt64 = 1 << 20
    /// The most that the file of zeros has: a case with the most letters there can be is destroyed in less.
    private static let mostKept: UInt64 = 16 << 20

    private let folder: String
    private let path: String
    let budget: DiskBudget
    private let today = Mutex<DayCount?>(nil)
    private let erasure = Atomic(false)
    private let tombstones = Atomic(false)

    /// Whether something destroyed may still stand in the log.
    var owesErasure: Bool {
        get { erasure.load(ordering: .acquiring) }
        set { erasure.store(newValue, ordering: .releasing) }
    }

    /// Whether a withdrawal may be missing in the file beside the vault.
    var owesTombstones: Bool {
        get { tombstones.load(ordering: .acquiring) }
        set { tombstones.store(newValue, ordering: .releasing) }
    }

    init(of file: VaultFile, _ budget: DiskBudget) {
        folder = Folder.holding(file.path)
        path = file.path + "-reserve"
        self.budget = budget
        keep()
    }

    private var kept: UInt64 { min(Self.mostKept, budget.reserve / 4) }

    /// Puts the file of zeros in its place, where there is room for it.
    func keep() {
        guard kept > 0 else { return }
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return }
        defer { _ = close(file) }
        var size = UInt64(max(0, lseek(file, 0, SEEK_END)))
        let zeros = [UInt8](repeating: 0, count: 64 << 10)
        while size < kept {
            let count = unsafe zeros.withUnsafeBytes {
                unsafe write(file, $0.baseAddress, min($0.count, Int(kept - size)))
            }
            guard count > 0 else { return }
            size += UInt64(count)
        }
    }

    /// Lets the file of zeros go; false if there was none to let go.
    func release() -> Bool {
        var status = stat()
        guard kept > 0, unsafe stat(path, &status) == 0, status.st_size > 0 else { return false }
        return unsafe unlink(path) == 0
    }

    /// Whether a story of so many bytes may be stored; with nil, whether one that is begun now may be.
    func has(_ bytes: UInt64? = nil, of day: Day) -> Bool {
        let need = bytes ?? Self.oneStory
        let used = today.withLock { $0?.day == day ? $0?.bytes ?? 0 : 0 }
        guard budget.reserve > 0 || budget.daily < .max else { return true }
        return used + need <= budget.daily && Disk.free(folder) >= budget.reserve + need
    }

    /// Whether what came on this day has been counted.
    func knows(_ day: Day) -> Bool { today.withLock { $0?.day == day } }

    /// Begins with what the vault holds of a day.
    func begin(_ count: DayCount) { today.withLock { if $0?.day != count.day { $0 = count } } }

    func add(_ bytes: UInt64, on day: Day) { today.withLock { if $0?.day == day { $0?.bytes += bytes } } }
}

/// Room on a disk.
public enum Disk {
    /// The free bytes of the disk that holds a path; 0 if that cannot be told.
    public static func free(_ path: String) -> UInt64 {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return 0 }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }
}
