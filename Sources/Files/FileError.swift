/// Why a file was not read, written or locked.
///
/// It names the file, and nothing of what is in it.
public struct FileError: ProgramError, Equatable {
    public enum Code: Sendable {
        /// Nothing stands at the path.
        case missing
        /// A link, a folder or a device where only a plain file will do.
        case notAFile
        /// It is longer than what was asked for can be.
        case tooLong
        case unreadable
        /// Something stands where a new file was to go.
        case exists
        case cannotCreate, cannotWrite, cannotRemove, cannotMakeFolder
        /// Another process has the lock.
        case busy
        case cannotLock
    }

    public let code: Code
    public let path: String

    init(_ code: Code, _ path: String) {
        self.code = code
        self.path = path
    }

    public var refusal: Refusal {
        switch code {
        case .missing, .notAFile, .tooLong, .unreadable:
            Refusal(.noInput, "the file \(path) cannot be read", hint: "check its name")
        case .exists:
            Refusal(.cannotCreate, "\(path) is there already", hint: "choose a new name; nothing is overwritten")
        case .cannotCreate: Refusal(.cannotCreate, "the file \(path) cannot be made", hint: "check its folder")
        case .cannotWrite:
            Refusal(.inputOutput, "the file \(path) cannot be written whole", hint: "check the room on the disk")
        case .cannotRemove: Refusal(.cannotCreate, "the file \(path) cannot be removed", hint: "check its folder")
        case .cannotMakeFolder:
            Refusal(.cannotCreate, "the folder \(path) cannot be made", hint: "check its parent folder")
        case .busy: Refusal(.busy, "another program is at work with \(path)", hint: "wait, then run the same again")
        case .cannotLock:
            Refusal(.inputOutput, "the file \(path) cannot be locked", hint: "keep it on a local disk")
        }
    }
}
