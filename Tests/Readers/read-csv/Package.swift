// swift-tools-version: 6.0
import PackageDescription

// Reads an export's CSV with SwiftCSV and prints it as JSON: a package of its own, so that no program of ours links it.
let package = Package(
    name: "read-csv",
    dependencies: [.package(url: "https://github.com/swiftcsv/SwiftCSV.git", from: "0.10.0")],
    targets: [
        .executableTarget(name: "read-csv", dependencies: [.product(name: "SwiftCSV", package: "SwiftCSV")], path: ".")
    ])
