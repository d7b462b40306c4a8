public import Envelope

extension SecretKey {
    /// The public half as minisign knows it. Its number is the first eight bytes of
    /// `H("firsthand/minisign/v1", signing key)`, so that one key has one number everywhere.
    public var minisignKey: MinisignPublicKey {
        let digest = Hash.digest("firsthand/minisign/v1", signingKey.bytes)
        return MinisignPublicKey(number: Array(digest.bytes.prefix(8)), key: signingKey)
    }

    /// Signs a file's bytes so that `minisign -V` verifies them, trusted comment included.
    ///
    /// A prehash cannot be taken for a statement: a statement's message starts with `DSSEv1`, is never 64 bytes, and no
    /// one can choose bytes whose BLAKE2b starts so.
    /// - Throws: `FormatError(.minisign)` for a trusted comment of more than one line.
    public borrowing func minisign(
        _ bytes: [UInt8], trustedComment: String
    ) throws(FormatError) -> MinisignSignature {
        guard !trustedComment.contains(where: \.isNewline) else { throw FormatError(.minisign) }
        let signature = sign(Hash.minisignPrehash(bytes))
        let global = sign(MinisignSignature.globalMessage(signature: signature, trustedComment: trustedComment))
        return MinisignSignature(
            number: minisignKey.number, signature: signature, trustedComment: trustedComment, global: global)
    }
}
