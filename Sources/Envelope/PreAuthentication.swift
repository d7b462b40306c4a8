/// What a signature over a typed payload covers: the DSSE pre-authentication encoding, so that nothing signed as one type can
/// be taken for another.
///
/// Source: <https://github.com/secure-systems-lab/dsse/blob/master/protocol.md>
public enum PreAuthentication {
    /// The encoding of `payload` as `type`.
    public static func encoding(_ payload: [UInt8], type: String) -> [UInt8] {
        Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
    }
}
