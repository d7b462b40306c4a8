/// The labels of the model, by number, and the types they stand for.
enum ModelLabel {
    static let types: [IdentifierType?] = [
        nil, .person, .location, .facility, .organization, .date, .age, .family, .occupation, .nationality, .event,
        .idNumber,
        .address, .vehicle, .other, .quantity,
    ]

    /// The label that a type is trained as.
    static func number(of type: IdentifierType) -> Int {
        switch type {
        case .person: 1
        case .location: 2
        case .facility: 3
        case .organization: 4
        case .date, .time: 5
        case .age: 6
        case .family: 7
        case .occupation: 8
        case .nationality: 9
        case .event: 10
        case .email, .phone, .url, .handle, .idNumber, .caseNumber, .socialSecurity, .card, .account, .ipAddress: 11
        case .address: 12
        case .vehicle: 13
        case .other: 14
        case .money, .quantity: 15
        }
    }
}
