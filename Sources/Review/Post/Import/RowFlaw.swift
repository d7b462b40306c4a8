/// Why a row of an import is not taken in.
///
/// None of it holds a word.
enum RowFlaw: Error, Equatable {
    case notUTF8, zeroByte, empty
    case tooLong(limit: Int)
    case fields(Int, of: Int)
    case csv(CSVFlaw)
    /// The file has other words now than when it was looked through.
    case changed
    case unreadable

    /// What is wrong, for a person.
    var said: String {
        switch self {
        case .notUTF8: "the story is not UTF-8 text; save the file as UTF-8"
        case .zeroByte: "the story holds a zero byte, so it is no text"
        case .empty: "there are no words in it"
        case .tooLong(let limit): "it has more than \(limit) letters, which is the most of a story; split it"
        case .fields(let count, let of):
            "it has \(count) \(count == 1 ? "field" : "fields"), and the first line has \(of)"
        case .csv(.unclosedQuote): "a quote opens a field, and no other closes it; a quote in a text is written twice"
        case .csv(.textAfterQuote): "something stands right after a closing quote; a quote in a text is written twice"
        case .csv(.quoteInside): "a quote stands in a field that does not begin with one"
        case .csv(.loneReturn): "it has a carriage return that ends no line"
        case .changed: "the file was changed meanwhile"
        case .unreadable: "it cannot be read; check who may read it"
        }
    }
}
