public import Envelope

/// What the pages of somebody who came back carry in place of the code, for as long as a visit lasts.
///
/// It is the code, encrypted under a key that only the intake has: a page that is left open or saved shows no code, and
/// its token soon opens nothing. No session is kept anywhere.
extension FormKeys {
    private static let label = Array("firsthand/visit/v1".utf8)

    /// A token that ends at `end`; pages that follow from it end at `last` at the latest.
    ///
    /// - Parameters:
    ///   - code: the receipt code that the token stands for.
    ///   - end: when the token ends, in minutes since 1970-01-01 UTC.
    ///   - last: when the visit ends at the latest, in the same unit; it stays as it was when the code was typed.
    public func visit(
        _ code: borrowing ReceiptCode, until end: UInt32, last: UInt32
    ) throws(GuardedMemoryError) -> String {
        guard let key = keys.last else { throw GuardedMemoryError() }
        let count = code.bits.count
        var message = try GuardedBytes(count: count + 8)
        code.bits.withBytes { message.write($0, at: 0) }
        message.write(min(end, last).bigEndianBytes.span, at: count)
        message.write(last.bigEndianBytes.span, at: count + 4)
        guard let sealed = SmallBox.seal(message, ad: Self.label, key: try key.visitKey()) else {
            throw GuardedMemoryError()
        }
        return (sealed.nonce + sealed.box).base64URL
    }

    /// The code that a token stands for, and when the visit is over; nil if it is none of ours, or has ended.
    ///
    /// - Parameters:
    ///   - token: what the page sent, in base64url.
    ///   - minute: now, in minutes since 1970-01-01 UTC.
    public func visitor(_ token: String, at minute: UInt32) throws(GuardedMemoryError) -> Visitor? {
        guard let bytes = [UInt8](base64URL: token) else { return nil }
        let nonce = Array(bytes.prefix(SmallBox.nonceLength))
        let box = Array(bytes.dropFirst(SmallBox.nonceLength))
        for key in keys {
            guard let message = try SmallBox.open(box, nonce: nonce, ad: Self.label, key: key.visitKey()) else {
                continue
            }
            let count = message.count - 8
            guard count == ReceiptCode.bitsLength else { return nil }
            func number(at start: Int) -> UInt32? {
                message.withBytes { bytes in UInt32(bigEndian: (start..<(start + 4)).map { bytes[$0] }) }
            }
            guard let end = number(at: count), let last = number(at: count + 4), minute < end else { return nil }
            var bits = try GuardedBytes(count: count)
            message.withBytes { bits.write($0.extracting(0..<count), at: 0) }
            return Visitor(code: ReceiptCode(bits: bits), last: last)
        }
        return nil
    }
}

/// Whom a visit token stands for.
public struct Visitor: ~Copyable {
    public let code: ReceiptCode
    /// When the code has to be typed again, in minutes since 1970-01-01 UTC.
    public let last: UInt32

    /// The code, for good.
    public consuming func takeCode() -> ReceiptCode { code }
}
