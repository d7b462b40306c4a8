import Foundation
import GRDB

@testable import Vault

/// Where rows lie in a vault's file, read as SQLite's file format says and not through SQLite.
///
/// Source: <https://www.sqlite.org/fileformat2.html>
struct PageOrder {
    private static let size = Schema.pageSize
    private let file: [UInt8]

    /// Reads the file as it is on the disk; the log has to be empty.
    init(_ path: String) throws { file = Array(try Data(contentsOf: URL(filePath: path))) }

    /// For each body the page on which what is sealed begins, in the order of their keys.
    func firstPages(root: Int) -> [Int64: Int] {
        var pages: [Int64: Int] = [:]
        visit(root, leaf: 13, inner: 5) { page, cell in
            let (length, key) = (varint(cell.start), varint(cell.start + varint(cell.start).size))
            // What of a row is kept in the leaf itself: at least 489 bytes, and as much as fills up the last page.
            let kept = 489 + (Int(length.value) - 489) % (Self.size - 4)
            let place = cell.start + length.size + key.size + (kept <= Self.size - 35 ? kept : 489)
            pages[key.value] = number(place, 4)
        }
        return pages
    }

    /// For each leaf of a table without row numbers its 32-byte keys, in the order in which they were written there.
    func writtenKeys(root: Int) -> [[[UInt8]]] {
        var leaves: [Int: [(place: Int, key: [UInt8])]] = [:]
        visit(root, leaf: 10, inner: 2) { page, cell in
            let head = cell.start + varint(cell.start).size
            let key = head + Int(varint(head).value)
            leaves[page, default: []].append((cell.start, Array(file[key..<key + 32])))
        }
        // A page is filled from its end.
        return leaves.values.map { $0.sorted { $0.place > $1.place }.map(\.key) }
    }

    private func visit(_ page: Int, leaf: Int, inner: Int, _ cell: (Int, (start: Int, index: Int)) -> Void) {
        let start = (page - 1) * Self.size
        let count = number(start + 3, 2)
        let isLeaf = file[start] == leaf
        precondition(isLeaf || file[start] == inner)
        for index in 0..<count {
            let place = start + number(start + (isLeaf ? 8 : 12) + 2 * index, 2)
            if isLeaf { cell(page, (place, index)) } else { visit(number(place, 4), leaf: leaf, inner: inner, cell) }
        }
        if !isLeaf { visit(number(start + 8, 4), leaf: leaf, inner: inner, cell) }
    }

    /// The bytes of the free pages that list no others.
    func freeLeaves() -> [ArraySlice<UInt8>] {
        var (trunk, leaves): (Int, [ArraySlice<UInt8>]) = (number(32, 4), [])
        while trunk > 0 {
            let start = (trunk - 1) * Self.size
            for index in 0..<number(start + 4, 4) {
                let page = (number(start + 8 + 4 * index, 4) - 1) * Self.size
                leaves.append(file[page..<page + Self.size])
            }
            trunk = number(start, 4)
        }
        return leaves
    }

    private func number(_ place: Int, _ count: Int) -> Int {
        file[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private func varint(_ place: Int) -> (value: Int64, size: Int) {
        var value: UInt64 = 0
        for index in 0..<9 {
            let byte = UInt64(file[place + index])
            if index == 8 { return (Int64(bitPattern: value << 8 | byte), 9) }
            value = value << 7 | byte & 0x7F
            if byte < 0x80 { return (Int64(bitPattern: value), index + 1) }
        }
        return (0, 9)
    }
}

/// Spearman's rank correlation of the order in which things are given with these values of theirs, which differ: 1 for the same
/// order, -1 for the opposite one, near 0 for none.
func rankCorrelation(_ values: [Int]) -> Double {
    let ranks = Dictionary(uniqueKeysWithValues: values.sorted().enumerated().map { ($1, $0) })
    let count = Double(values.count)
    let sum = values.enumerated().reduce(0.0) { $0 + pow(Double($1.offset - (ranks[$1.element] ?? 0)), 2) }
    return 1 - 6 * sum / (count * (count * count - 1))
}
