public import Files
import Glibc

/// Why a secret key file was not made or not opened.
///
/// It carries nothing of the file, the key or the passphrase.
public enum KeyFileError: ProgramError, Equatable, CustomStringConvertible {
    case missing, exists, exposed, notAFile, malformed, badName, wrongRole, wrongPassphrase, weakPassphrase, unwritable
    case noMemory

    public var refusal: Refusal { Refusal(.notPermitted, "\(self)") }

    public var description: String {
        switch self {
        case .missing: "there is no key file that can be read here; check the path"
        case .exists: "there is a file here already, and it was left as it is; choose another path"
        case .exposed:
            "others can use this key file, or it is not yours; run chmod 600 on it, and if anybody else could read it, "
                + "make a new key and tell the steward"
        case .notAFile: "this is a link or a folder; give the path of the key file itself"
        case .malformed: "this is not a secret key file (Documentation/FORMAT.md §2); use your backup copy"
        case .badName: "a key's name is 1 to 32 letters a to z, digits or hyphens; choose another name"
        case .wrongRole: "this key is for another role; give the path of the key that was made for this one"
        case .wrongPassphrase:
            "the passphrase is not right, or the file was changed; try again, or use your backup copy"
        case .weakPassphrase: "the passphrase is shorter than 12 bytes; use five or six words picked at random"
        case .unwritable: "the key file cannot be written; check the folder and the space that is left, and try again"
        case .noMemory: "there is not enough memory to work with this key; close other programs and try again"
        }
    }
}

/// How much work each guess of a passphrase costs.
public enum KeyFileCost: Sendable {
    /// 3 passes over 256 MiB: about a second.
    case moderate
    /// 2 passes over 64 MiB: for small machines, and the least that a reader takes.
    case interactive
    #if DEBUG
        /// Next to nothing, for tests that start hundreds of programs. No program that is given out knows it.
        case test
    #endif

    /// What `--small-machine` asks for.
    public static var smallMachine: KeyFileCost {
        #if DEBUG
            if KeyFileParameters.areTests { return .test }
        #endif
        return .interactive
    }

    var parameters: KeyFileParameters {
        switch self {
        case .moderate: KeyFileParameters(opslimit: 3, memlimit: 256 << 20)
        case .interactive: KeyFileParameters(opslimit: 2, memlimit: 64 << 20)
        #if DEBUG
            case .test: .test
        #endif
        }
    }
}

/// Argon2id's cost as it stands in a file.
struct KeyFileParameters: Equatable {
    // The lower bounds keep a changed file from making guesses cheap, the upper ones from exhausting the machine.
    static let opslimits = 2...10
    static let memlimits = (64 << 20)...(1 << 30)

    let opslimit: Int
    let memlimit: Int

    #if DEBUG
        static let test = KeyFileParameters(opslimit: 2, memlimit: 64 << 10)
        /// Whether the keys of tests are taken beside all others.
        ///
        /// Release programs refuse them: `HardeningTests`.
        static let areTests = unsafe getenv("FIRSTHAND_TEST_KEYS") != nil
    #endif

    /// Whether a reader takes this cost.
    private var isAllowed: Bool {
        #if DEBUG
            if Self.areTests, self == .test { return true }
        #endif
        return Self.opslimits.contains(opslimit) && Self.memlimits.contains(memlimit)
    }
}

extension KeyFileParameters {
    /// Reads `argon2id OPSLIMIT MEMLIMIT`; nil outside the bounds.
    init?(line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, let opslimit = Int(parts[1]), let memlimit = Int(parts[2]) else { return nil }
        self.init(opslimit: opslimit, memlimit: memlimit)
        // `+3` and `03` are numbers too, but not what a writer writes.
        guard isAllowed, self.line == line else { return nil }
    }

    var line: String { "argon2id \(opslimit) \(memlimit)" }
}
