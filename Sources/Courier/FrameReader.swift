import Envelope
import Files

/// Reads a bundle frame by frame, no more than one in memory.
struct FrameReader: ~Copyable {
    /// A frame's content, and where it stands for everything before it.
    struct Frame {
        let tag: BundleFormat.Tag
        let content: [UInt8]
        /// The digest of all that came before this frame.
        let before: Digest
    }

    private let file: InputFile
    /// The bytes of the file that were not read yet.
    private var left: Int
    /// The digest of all that was read.
    private(set) var chain: Digest

    /// Opens a file and reads its first bytes.
    static func open(_ path: String) throws(CourierError) -> FrameReader {
        var reader = FrameReader(
            file: try CourierError.file { () throws(FileError) in try InputFile(path, plain: true) })
        guard reader.left <= BundleFormat.maximumBytes else { throw .refused([.tooLarge]) }
        let magic = BundleFormat.magic
        let first = try reader.take(min(reader.left, magic.count))
        guard first == magic else {
            let isFamily = first.starts(with: BundleFormat.family)
            throw .refused([
                magic.starts(with: first) && !first.isEmpty ? .cutShort : isFamily ? .newerVersion : .notABundle
            ])
        }
        return reader
    }

    private init(file: consuming InputFile) {
        left = file.size
        chain = BundleFormat.chain(nil, BundleFormat.magic)
        self.file = file
    }

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
        let bytes: [UInt8]
        do { bytes = try file.read(count) } catch {
            throw .file(Refusal(.inputOutput, "the bundle cannot be read", hint: "copy it to this machine first"))
        }
        guard bytes.count == count else { throw .refused([.cutShort]) }
        return bytes
    }
}
