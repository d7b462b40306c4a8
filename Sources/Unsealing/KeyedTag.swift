import Envelope

@_spi(KeyMaterial) extension KeyMaterial {
    /// `K(encryption secret, label, bytes)`: a name for something that only who holds this key can link to it.
    ///
    /// The label keeps it apart from every other use; X25519 never sees the key through a label.
    public borrowing func tag(_ label: StaticString, _ bytes: [UInt8]) -> [UInt8] {
        Hash.keyed(decryption, label, bytes)
    }
}
