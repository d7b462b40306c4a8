import ArgumentParser

/// A word in the place of a command that is not a command, with the commands that may have been meant.
struct Misspelling {
    let word: String
    /// What was typed before it, program included.
    let before: String
    /// At most three, the nearest first; empty where none is near.
    let near: [String]

    /// The first word that is no command where one is expected; nil if there is none.
    init?(_ arguments: [String], of root: any ParsableCommand.Type) {
        var command: any ParsableCommand.Type = root
        var before = root.configuration.commandName ?? ""
        for word in arguments {
            let verbs = command.configuration.subcommands
            // An option, or what a command without commands of its own takes.
            guard !word.hasPrefix("-"), !verbs.isEmpty, word != "help" else { return nil }
            guard let next = verbs.first(where: { $0._commandName == word }) else {
                self.word = word
                self.before = before
                near = Self.near(to: word, among: verbs.map { $0._commandName })
                return
            }
            command = next
            before += " \(word)"
        }
        return nil
    }

    /// What to say: what happened, and what to do next.
    var lines: String {
        let verbs = near.map { "\(before) \($0)" }
        let hint =
            switch verbs.count {
            case 0: "\(before) --help lists them"
            default: "do you mean: \(verbs.listed("or"))"
            }
        return "\(before): there is no command '\(word)'\nhint: \(hint)\n"
    }

    private static func near(to word: String, among verbs: [String]) -> [String] {
        let typed = Array(word.lowercased())
        let most = max(1, min(2, typed.count / 2))
        let weighed = verbs.map { (verb: $0, distance: distance(typed, Array($0))) }.filter {
            $0.distance <= most || typed.count > 2 && $0.verb.hasPrefix(word.lowercased())
        }
        return weighed.sorted { ($0.distance, $0.verb) < ($1.distance, $1.verb) }.prefix(3).map(\.verb)
    }

    /// How many letters were left out, added, taken for another or swapped with their neighbor.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for (row, letter) in left.enumerated() {
            var line = [row + 1]
            for (column, other) in right.enumerated() {
                var least = min(line[column], rows[row][column + 1]) + 1
                least = min(least, rows[row][column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    least = min(least, rows[row - 1][column - 1] + 1)
                }
                line.append(least)
            }
            rows.append(line)
        }
        return rows[left.count][right.count]
    }
}

extension [String] {
    /// The words as a sentence lists them: `site, atom or json`.
    public func listed(_ conjunction: String) -> String {
        count < 2 ? joined() : "\(dropLast().joined(separator: ", ")) \(conjunction) \(self[count - 1])"
    }
}
