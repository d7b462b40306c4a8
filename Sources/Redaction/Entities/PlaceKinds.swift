/// What kind of thing a name names, by its own words; never more than they say.
enum Kind: String, CaseIterable, Sendable {
    // The order is that in which they are asked: "Lakeport County Jail" is a jail, "County Courthouse" a court.
    case prison, jail, juvenile, detention, shelter, hospital, court, school, church, paper, law, police, agency, bank,
        museum
    case shop, company, union, team, cell, unit
    case address, apartment, street, highway, neighborhood, county, village, river, lake, island, mountain, park, beach,
        bridge
    case airport, bar, hotel, bus, house
    case storm, flood, fire, earthquake, war, game, festival, wedding, holiday, spill
    case truck, van, motorcycle, boat, car
    case health, teacher, driver, kitchen, cleaner, office, trade, music, farm, official, soldier, leader

    private static let words: [(Kind, Set<UInt64>)] = [
        (
            .prison,
            "prison penitentiary correctional correction corrections fci prision penitenciaria correccional cereso reclusorio penal"
        ),
        (.jail, "jail lockup carcel"), (.juvenile, "juvenile juvie juvenil"),
        (.detention, "detention processing detencion ice procesamiento"), (.shelter, "shelter refuge albergue refugio"),
        (.hospital, "hospital clinic medical infirmary clinica va maternity"),
        (.court, "court courthouse courtroom juzgado tribunal corte juzgados fiscalia"),
        (
            .school,
            "school high elementary academy college university middle continuation kindergarten escuela colegio universidad liceo secundaria primaria preparatoria kinder instituto"
        ),
        (
            .church,
            "church temple mosque synagogue masjid parish chapel cathedral tabernacle baptist lutheran methodist antioch gurdwara ministries iglesia templo parroquia capilla catedral calvary zion"
        ),
        (
            .paper,
            "gazette herald times news tribune ledger courier journal chronicle shopper sentinel noticiero noticias periodico diario noticentro channel canal"
        ),
        (.law, "legal law defenders bufete"), (.police, "police sheriff policia precinct"),
        (
            .agency,
            "agency agencia department departamento dhr dcf cps dcfs dss bureau board office oficina consulate consulado ministry"
        ),
        (.bank, "bank banco"), (.museum, "museum museo"),
        (
            .shop,
            "market salon restaurant diner cafe bakery shop store nails tienda taqueria panaderia peluqueria mercado kroger walmart boba"
        ),
        (
            .company,
            "company inc llc corp corporation sons brothers industries drilling salvage poultry coal oil plant factory placement services seafood tire pool maquila fabrica compania empresa hermanos"
        ),
        (.union, "union association guild sindicato asociacion society chapter coalition"),
        (.team, "team orchestra choir club band league equipo coro otters"),
        (.cell, "cell bunk cama litera room dorm dormitorio celda"),
        (.unit, "unit pod block wing building division annex anexo unidad modulo pabellon delta station tier"),
        (.address, "box apartado"), (.apartment, "apartment apt apartamento apto departamento piso condo trailer"),
        (.highway, "highway hwy interstate fm freeway turnpike expressway carretera autopista ruta route mile"),
        (
            .street,
            "street st avenue ave road rd lane ln drive dr boulevard blvd court ct way place rue calle avenida callejon pasaje bulevar terrace circle alameda broadway"
        ),
        (
            .neighborhood,
            "neighborhood barrio colonia residencial urbanizacion heights subdivision projects caserio reparto fraccionamiento"
        ),
        (.county, "county parish condado municipio"),
        (.village, "village hamlet hollow aldea canton caserio vereda ejido comunidad"),
        (.river, "river creek bayou rio arroyo quebrada"), (.lake, "lake pond lago laguna"),
        (.island, "island isla cay key"),
        (.mountain, "mountain mount ridge hill monte cerro montana volcan"), (.park, "park parque plaza"),
        (.beach, "beach playa"),
        (.bridge, "bridge puente"), (.airport, "airport aeropuerto"), (.bar, "bar tavern pub cantina"),
        (.hotel, "hotel motel inn hostal"),
        (.bus, "bus autobus camion guagua crosstown greyhound train tren metro"), (.house, "house home hogan casa"),
        (.storm, "hurricane storm tornado typhoon huracan tormenta ciclon katrina"), (.flood, "flood inundacion"),
        (.fire, "fire wildfire incendio"),
        (.earthquake, "earthquake quake terremoto temblor sismo"), (.war, "war guerra"),
        (.game, "game championship tournament cup series match bowl copa torneo partido mundial"),
        (.festival, "festival fair parade feria fiesta fiestas carnaval desfile mardi"),
        (.wedding, "wedding boda quinceanera"),
        (.holiday, "day eid ramadan christmas easter"), (.spill, "spill derrame"),
        (.truck, "truck pickup bronco silverado tacoma tundra f camioneta troca semi pete rig ranger"),
        (.van, "van minivan furgoneta"),
        (.motorcycle, "motorcycle moto motocicleta motorbike harley"), (.boat, "boat lancha bote skiff"),
        (
            .car,
            "car sedan suv carro coche auto nissan toyota honda ford chevy chevrolet volvo saturn dodge camry civic corolla volkswagen hyundai kia jeep bmw tesla impala mustang carrito carrazo"
        ),
        (
            .health,
            "nurse rn lpn cna doctor physician midwife pharmacist therapist medic paramedic doula aide dentist comadrona partera enfermera enfermero medica medico farmaceutica botanist ostomy"
        ),
        (.teacher, "teacher professor tutor coach instructor maestra maestro profesora profesor catedratica"),
        (.driver, "driver trucker pilot operator chofer conductora conductor taxista"),
        (.kitchen, "cook chef baker waitress waiter cocinera cocinero panadera panadero mesera mesero"),
        (.cleaner, "cleaner maid housekeeper janitor limpiadora conserje"),
        (
            .office,
            "clerk secretary bookkeeper accountant receptionist teller secretaria secretario contadora contador oficinista collector"
        ),
        (
            .music,
            "musician organist singer pianist carillonneur carillonneurs drummer cantante organos pianos musica musico concert"
        ),
        (.farm, "farmer farmhand rancher sheepherder campesina campesino agricultora agricultor"),
        (.soldier, "soldier marine sailor sergeant army navy soldado"),
        (.leader, "leader leaders elder elders chief lider"),
        (.official, "officer guard warden policia guardia oficial marshal"),
        (
            .trade,
            "welder mechanic roofer carpenter plumber electrician seamstress tailor hairdresser barber stylist costurera modista peluquera peluquero albanil carpintero mecanico soldador afinadora restauradora sawyer roof"
        ),
    ].map { ($0, StructuredScan.set($1)) }

    /// The kind that the words of a name say, of those that may be asked; nil if they say none.
    init?(of text: TokenizedText, among kinds: [Kind]) {
        for (kind, words) in Self.words where kinds.contains(kind) {
            // "St. Paul" is no street: what is said after a name must not begin it.
            let first = Self.afterNames.contains(kind) && text.tokens.count > 1 && Self.isShort(text) ? 1 : 0
            if text.tokens.dropFirst(first).contains(where: { words.contains($0.hash) }) {
                self = kind
                return
            }
        }
        return nil
    }

    private static let afterNames: Set<Kind> = [.street, .county]
    private static func isShort(_ text: TokenizedText) -> Bool { text.tokens[0].foldedLength < 3 }

    static let institutions: [Kind] = [
        .prison, .juvenile, .jail, .detention, .shelter, .hospital, .court, .school, .church, .paper, .museum, .bank,
        .law, .police,
        .agency, .shop, .company, .union, .team, .cell, .unit, .airport, .hotel, .bar, .apartment, .house, .county,
    ]
    static let places: [Kind] = [
        .apartment, .highway, .bus, .street, .neighborhood, .county, .village, .river, .lake, .island, .mountain, .park,
        .beach, .bridge,
        .airport, .bar, .hotel, .house, .prison, .jail, .court, .school, .church, .shop,
    ]
    static let events: [Kind] = [
        .storm, .flood, .fire, .earthquake, .war, .game, .festival, .wedding, .spill, .holiday,
    ]
    static let vehicles: [Kind] = [.truck, .van, .motorcycle, .boat, .bus, .car]
    static let jobs: [Kind] = [
        .health, .teacher, .driver, .kitchen, .cleaner, .office, .trade, .music, .farm, .soldier, .official, .leader,
    ]
}
