extension Substring {
    /// What follows `name` and a blank, on a line of a text file that we write; nil for any other line.
    func value(of name: String) -> Substring? { hasPrefix(name + " ") ? dropFirst(name.count + 1) : nil }
}
