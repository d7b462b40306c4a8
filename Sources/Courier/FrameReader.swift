import Envelope
import Glibc

/// Reads a bundle frame by frame, no more than one in memory.
struct FrameReader: ~Copyable {
    /// A frame's content, and where it stands for everything before it.
    struct Frame {
        let tag: BundleFormat.Tag
        let content: [UInt8]
        /// The digest of all that came before this frame.
        let before: Digest
    }

    private let file: Int32
    /// The bytes of the file that were not read yet.
    private var left: Int
    /// The digest of all that was read.
    private(set) var chain: Digest

    /// Opens a file and reads its first bytes.
    init(_ path: String) throws(CourierError) {
        file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        left = 0
        chain = Digest(unchecked: [UInt8](repeating: 0, count: Digest.length))
        var status = stat()
        guard file >= 0, unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .file(Refusal(.noInput, "the bundle \(path) cannot be read", hint: "check its name"))
        }
        guard status.st_size <= BundleFormat.maximumBytes else { throw .refused([.tooLarge]) }
        left = Int(status.st_size)
        let magic = BundleFormat.magic
        let first = try take(min(left, magic.count))
        guard first == magic else {
            let isFamily = first.starts(with: BundleFormat.family)
            throw .refused([
                magic.starts(with: first) && !first.isEmpty ? .cutShort : isFamily ? .newerVersion : .notABundle
            ])
        }
        chain = BundleFormat.chain(nil, magic)
    }

    deinit { if file >= 0 { close(file) } }

    /// The next frame; nothing may be asked for after the last.
    mutating func next() throws(CourierError) -> Frame {
        let head = try take(BundleFormat.headLength)
        guard let tag = BundleFormat.Tag(rawValue: head[0]), let length = UInt32(bigEndian: Array(head.dropFirst()))
        else { throw .refused([.malformed]) }
        guard Int(length) <= tag.limit else { throw .refused([.tooLarge]) }
        let content = try take(Int(length))
        let frame = Frame(tag: tag, content: content, before: chain)
        chain = BundleFormat.chain(chain, head + content)
        return frame
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { left == 0 }

    /// Takes bytes; the memory for them is taken only when the file has them.
    private mutating func take(_ count: Int) throws(CourierError) -> [UInt8] {
        guard count <= left else { throw .refused([.cutShort]) }
        left -= count
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe read(file, $0.baseAddress?.advanced(by: done), count - done)
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else {
                throw .file(Refusal(.inputOutput, "the bundle cannot be read", hint: "copy it to this machine first"))
            }
            guard got > 0 else { throw .refused([.cutShort]) }
            done += got
        }
        return bytes
    }
}
