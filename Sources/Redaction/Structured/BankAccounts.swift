/// International bank accounts.
extension StructuredScan {
    /// Two letters, two digits and groups: an international bank account.
    mutating func iban(_ index: Int) -> Int? {
        guard let first = at(index), first.isCapital || first.kind == .mixed,
            first.foldedLength >= 4 || first.foldedLength == 2,
            first.shape == .upper || first.kind == .mixed
        else { return nil }
        let letters = text.folded[Int(first.foldedStart)..<Int(first.foldedEnd)]
        guard letters.count >= 4, letters.prefix(2).allSatisfy({ (0x61...0x7A).contains($0) }),
            letters.dropFirst(2).prefix(2).allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        var (total, end) = (letters.count, index + 1)
        while total < 34, let next = at(end), next.gap == .blank, next.hasDigit || next.shape == .upper,
            next.foldedLength <= 4
        {
            total += next.foldedLength
            end += 1
        }
        return total >= 15 && total <= 36 ? add(index..<end, .account, .shape("a bank account number")) : nil
    }
}
