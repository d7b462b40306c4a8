extension Model {
    /// What the model makes of a run of tokens.
    struct Reading {
        /// For each token, the probability that it identifies nobody.
        var nothing: [Float] = []
        /// For each token, the likeliest label other than "nothing".
        var label: [UInt8] = []
        /// The labels of the single likeliest reading.
        var best: [UInt8] = []
    }

    /// Forward and backward over a run, in one pass each way, scaled at every step.
    func read(_ rows: [UInt64], count: Int) -> Reading {
        let labels = Self.labelCount
        var scores = [Float](repeating: 0, count: count * labels)
        for token in 0..<count {
            for feature in rows[(token * FeatureRows.stride)..<((token + 1) * FeatureRows.stride)] {
                add(feature, to: &scores, at: token * labels)
            }
        }
        var reading = Reading()
        reading.best = viterbi(scores, count)
        marginals(&scores, count, &reading)
        return reading
    }

    private func viterbi(_ scores: [Float], _ count: Int) -> [UInt8] {
        let labels = Self.labelCount
        guard count > 0 else { return [] }
        var best = Array(scores[0..<labels])
        var back = [UInt8](repeating: 0, count: count * labels)
        var next = best
        for token in 1..<max(count, 1) {
            for label in 0..<labels {
                var (top, from) = (-Float.infinity, 0)
                for previous in 0..<labels {
                    let score = best[previous] + transitions[previous * labels + label]
                    if score > top { (top, from) = (score, previous) }
                }
                next[label] = top + scores[token * labels + label]
                back[token * labels + label] = UInt8(from)
            }
            swap(&best, &next)
        }
        var path = [UInt8](repeating: 0, count: count)
        var label = best.indices.max { best[$0] < best[$1] } ?? 0
        for token in stride(from: count - 1, through: 0, by: -1) {
            path[token] = UInt8(label)
            label = Int(back[token * labels + label])
        }
        return path
    }

    private func marginals(_ scores: inout [Float], _ count: Int, _ reading: inout Reading) {
        let labels = Self.labelCount
        let step = transitions.map(Self.exponential)
        for token in 0..<count {
            let row = token * labels
            var top = scores[row]
            for label in 1..<labels { top = max(top, scores[row + label]) }
            for label in 0..<labels { scores[row + label] = Self.exponential(scores[row + label] - top) }
        }
        var forward = [Float](repeating: 0, count: count * labels)
        var sum: Float = 0
        for token in 0..<count {
            let row = token * labels
            sum = 0
            for label in 0..<labels {
                var value: Float = 1
                if token > 0 {
                    value = 0
                    for previous in 0..<labels {
                        value += forward[row - labels + previous] * step[previous * labels + label]
                    }
                }
                forward[row + label] = value * scores[row + label]
                sum += forward[row + label]
            }
            for label in 0..<labels { forward[row + label] /= sum }
        }
        reading.nothing = [Float](repeating: 1, count: count)
        reading.label = [UInt8](repeating: 0, count: count)
        var backward = [Float](repeating: 1, count: labels)
        var before = backward
        for token in stride(from: count - 1, through: 0, by: -1) {
            let row = token * labels
            var (total, top, likeliest): (Float, Float, Int) = (0, -1, 1)
            for label in 0..<labels {
                let probability = forward[row + label] * backward[label]
                total += probability
                if label > 0, probability > top { (top, likeliest) = (probability, label) }
            }
            reading.nothing[token] = forward[row] * backward[0] / total
            reading.label[token] = UInt8(likeliest)
            sum = 0
            for label in 0..<labels {
                var value: Float = 0
                for next in 0..<labels { value += step[label * labels + next] * scores[row + next] * backward[next] }
                before[label] = value
                sum += value
            }
            for label in 0..<labels { backward[label] = before[label] / sum }
        }
    }

    /// e to the power of `x`, within a few parts in ten million; 0 far below.
    static func exponential(_ x: Float) -> Float {
        guard x > -80 else { return 0 }
        let scaled = min(x, 80) * 1.442_695_04
        let whole = scaled.rounded()
        let rest = (scaled - whole) * 0.693_147_18
        let series =
            1 + rest
            * (1 + rest
                * (0.5 + rest * (0.166_666_67 + rest * (0.041_666_67 + rest * (0.008_333_33 + rest * 0.001_388_89)))))
        return series * Float(sign: .plus, exponent: Int(whole), significand: 1)
    }
}
