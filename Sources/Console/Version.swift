/// The version of the three programs.
///
/// It stands here and nowhere else: the packages, their bill of materials and the change log are checked against it.
public enum Version {
    /// Below 1 until somebody outside the project has reviewed it.
    public static let number = "0.9.0"
}
