import Envelope
import Foundation
import Testing

/// Two organizations that witness each other: East keeps a log, West signs its heads.
final class Partners {
    let east, west: Organisation
    let book: Casebook
    /// What East's desk and publisher know, and what West's desk knows.
    let eastList, westList: String

    init() throws {
        east = try Organisation()
        west = try Organisation()
        book = try Casebook(east)
        _ = try Casebook(west)
        let eastKeys = try Self.keys(of: east, "east.example/stories").split(separator: "\n")
        let westKeys = try Self.keys(of: west, "west.example").split(separator: "\n")
        eastList = east.folder + "/witnesses.txt"
        westList = west.folder + "/witnesses.txt"
        try "\(eastKeys[0])\n\(westKeys[1])\nquorum west.example\n".write(
            toFile: eastList, atomically: true, encoding: .utf8)
        try "\(eastKeys[0])\nquorum none\n".write(toFile: westList, atomically: true, encoding: .utf8)
    }

    private static func keys(of organisation: Organisation, _ name: String) throws -> String {
        let answer = try organisation.review("ana", ["witness", "keys", "--name", name])
        try #require(answer.status == 0, "\(answer.errors)")
        return answer.text
    }

    /// Ana's command at one of the two desks, so many months of 31 days from now.
    func desk(_ organisation: Organisation, _ arguments: [String], months: Int = 0) throws -> Programs.Answer {
        let list = organisation === east ? eastList : westList
        var whole = organisation.reviewing("ana", ["witness"] + arguments + ["--witnesses", list])
        guard months > 0 else {
            return try Programs.run("firsthand-review", whole, input: Array((Organisation.passphrase + "\n").utf8))
        }
        whole += ["--today", "\(Day.today + 31 * months)"]
        return try Programs.run(
            "/usr/bin/faketime", ["-f", "+\(31 * months)d", "\(Programs.folder)/firsthand-review"] + whole,
            input: Array((Organisation.passphrase + "\n").utf8))
    }

    /// East adds a month; the file for West.
    func head(_ more: [String] = [], months: Int = 0) throws -> String {
        let answer = try desk(east, ["head", "--to", east.folder + "/for-partners"] + more, months: months)
        try #require(answer.status == 0, "\(answer.errors)")
        return answer.text.split(separator: "\n").map(String.init).first ?? ""
    }

    /// West answers; the file with the answer.
    func sign(_ file: String, months: Int = 0) throws -> (answer: Programs.Answer, file: String) {
        let to = west.folder + "/answer-\(UUID().uuidString)"
        return (try desk(west, ["sign", file, "--to", to], months: months), to)
    }

    /// East takes West's answer in.
    func take(_ answer: String) throws {
        let taken = try desk(east, ["take", answer])
        try #require(taken.status == 0, "\(taken.errors)")
    }

    /// An export of East's, verified with a proof beside it.
    func verify(_ name: String, _ more: [String] = []) throws -> Programs.Answer {
        try Programs.run(
            "firsthand-publish",
            [
                "verify", "\(east.folder)/\(name)", "--keys", east.folder + "/keys", "--steward",
                east.folder + "/steward.pub", "--state", east.folder + "/state-press", "--witnesses", eastList,
            ] + more)
    }

    /// Puts a copy of a desk's state folder beside it, or back in its place.
    func copyState(of organisation: Organisation, to name: String) throws {
        try Self.copy(organisation.folder + "/state-ana", organisation.folder + "/" + name)
    }

    func bringStateBack(of organisation: Organisation, from name: String) throws {
        try Self.copy(organisation.folder + "/" + name, organisation.folder + "/state-ana")
    }

    private static func copy(_ from: String, _ to: String) throws {
        try? FileManager.default.removeItem(atPath: to)
        try FileManager.default.copyItem(atPath: from, toPath: to)
    }
}
