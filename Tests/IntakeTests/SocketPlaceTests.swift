import Files
import FoundationEssentials
import Glibc
import Testing

@testable import Intake

/// Who may listen at the path of a unix socket.
struct SocketPlaceTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/socket-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    @Test func `a path has one intake, and a socket that an earlier one left is taken away`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/form.sock"
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        try #require(path.utf8.count < 108)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let isBound = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound)
        try SocketPlace.claim(path)
        #expect(!FileManager.default.fileExists(atPath: path))
        let refusal = #expect(throws: Refusal.self) { try SocketPlace.claim(path) }
        #expect(refusal?.message.contains("another intake listens") == true)
    }

    @Test func `what is no socket is left where it is`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/form.sock"
        try Data("mine".utf8).write(to: URL(filePath: path))
        let refusal = #expect(throws: Refusal.self) { try SocketPlace.claim(path) }
        #expect(refusal?.message.contains("no socket") == true)
        #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
    }
}
