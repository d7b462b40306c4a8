public import Envelope

@_spi(KeyMaterial) extension KeyMaterial {
    /// The public half as minisign knows it.
    public var minisignKey: MinisignPublicKey { MinisignPublicKey(signing: signingKey) }

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
