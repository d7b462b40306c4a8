internal import COpen
public import Envelope

/// A sealed body does not open, for one reason or another.
///
/// Every failure is this one error: not sealed to this key, another case, a changed byte, padding or a record that
/// is not as it must be. Whoever can send sealed bodies learns nothing from trying.
public struct OpeningError: Error, Equatable, Sendable, CustomStringConvertible {
    public let description =
        "this does not open; check that it is the right key and case, and if it is, tell the other reviewers"
    public init() {}
}

extension Sealed {
    /// Opens the body with its data key, as a publisher opens a manuscript with the key that an approval carries.
    ///
    /// - Throws: `OpeningError`.
    public func open(of caseID: CaseID, dataKey: borrowing GuardedBytes) throws(OpeningError) -> OpenedBody {
        let ad = header.encoded
        guard header.caseID == caseID, dataKey.count == 32, streamHeader.count == 24,
            message.count == header.size.size + 17
        else { throw OpeningError() }
        var body: GuardedBytes
        do { body = try GuardedBytes(count: header.size.size) } catch { throw OpeningError() }
        let count = body.withMutableBytes { body in
            dataKey.withBytes { key in
                unsafe body.withUnsafeMutableBufferPointer { body in
                    unsafe key.withUnsafeBufferPointer { key -> Int in
                        let result = unsafe fh_open_stream(
                            body.baseAddress, streamHeader, message, message.count, ad, ad.count, key.baseAddress)
                        // The padding is looked at only once the tag vouches for it, so it can be no oracle.
                        return result == 0 ? unsafe fh_open_unpad(body.baseAddress, body.count) : -1
                    }
                }
            }
        }
        guard count > 0 else { throw OpeningError() }
        let opened: OpenedBody
        do { opened = try OpenedBody.of(body, count: count) } catch { throw OpeningError() }
        // The smallest class would say that a story is short.
        guard opened.kind != .received || header.size != .fourKiB else { throw OpeningError() }
        return opened
    }

    /// Opens the body with a data key that an approval carries.
    ///
    /// - Throws: `OpeningError`.
    public func open(of caseID: CaseID, dataKey: [UInt8]) throws(OpeningError) -> OpenedBody {
        let key: GuardedBytes
        do { key = try GuardedBytes(copying: dataKey) } catch { throw OpeningError() }
        return try open(of: caseID, dataKey: key)
    }
}
