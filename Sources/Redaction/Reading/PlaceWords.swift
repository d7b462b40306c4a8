/// Words for places, buildings and vehicles.
extension CueWords {
    static let places: [(Cue, String)] = [
        (
            .street,
            """
            street st avenue ave av road rd drive dr lane ln court ct boulevard blvd way place pl terrace ter circle cir
            trail parkway pkwy steps alley loop square sq plaza row crescent highway hwy turnpike pike path run
            calle avenida avda carretera camino callejon calzada pasaje paseo rue strasse via
            """
        ),
        (
            .streetNumber,
            "tren train guagua highway hwy route rt rte interstate exit bus fm sr ctra carretera ruta autopista marker kilometro km salida linea freeway"
        ),
        (
            .unit,
            """
            apt apartment unit suite ste room rm cell bunk bed pod block cellblock dorm dormitory tier wing yard bldg
            building floor piso apto apartamento celda cama litera dormitorio pabellon modulo cuarto anexo edificio galera
            courtroom dept department division locker house lot space trailer box hab habitacion crujia tank tanque patio estancia range pasillo corredor torre bloque
            """
        ),
        (
            .facility,
            """
            jail prison lockup workhouse stockade penitentiary correctional corrections detention facility hospital clinic unit camp shelter
            juvenile annex asylum reformatory ward barracks infirmary women's womens men's rehab halfway
            courthouse carcel prision penitenciaria penal centro reclusorio cereso clinica albergue refugio hospicio
            comisaria reformatorio penitenciario correccional institucion detencion hall base fort regional
            """
        ),
        (
            .organization,
            """
            school high academy elementary university college church temple mosque synagogue masjid parish chapel
            ministries tabernacle cathedral company corp inc llc ltd co brothers bros sons gazette herald times news
            sentinel observer dispatch examiner enquirer advocate telegraph bugle shopper beacon tribune ledger courier journal post chronicle union association council committee department office agency
            bank market salon restaurant diner cafe bakery shop store motel hotel nails poultry mill factory foundation
            institute center services tire garage club team museum radio channel escuela colegio universidad iglesia
            templo parroquia capilla fabrica empresa taqueria panaderia tienda taller salon museo noticiero periodico
            catedral asociacion ferreteria supermercado cooperativa hermanos lodge tribe nation clan platoon battalion
            house inn casino farm farms associates group solutions technologies industries insurance dental pharmacy placement paving roofing plumbing
            trucking construction drilling freight lumber hardware cleaners laundry lounge grill pizza realty parliament congress senate consulting
            enterprises foods partners comedor eglise tabernaculo continuation logistics poultry dairy plant warehouse logistics packing towing bureau authority ministry party
            """
        ),
        (.worship, "masjid iglesia templo capilla parroquia catedral eglise"),
        (
            .placeHead,
            """
            county city town township village parish river lake creek hollow valley mountain hills bridge park beach island
            cemetery bay reservation rez barrio colonia condado municipio pueblo aldea departamento ciudad rancho ranchito
            villa vereda caserio canton estado provincia barangay district borough heights springs falls ridge bend
            """
        ),
        (
            .state,
            """
            al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or
            pa ri sc sd tn tx ut vt va wa wv wi wy dc pr
            """
        ),
        (
            .court,
            "court courts tribunal surrogate surrogate's chancery pleas oyer magistrates appeals juzgado corte panel board commission"
        ),
        (
            .nato,
            "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa"
        ),
        (.position, "lower upper low top bottom middle bajo alto arriba abajo left right"),
        (
            .carMake,
            """
            ford chevy chevrolet toyota honda nissan dodge jeep gmc buick cadillac pontiac chrysler mazda subaru hyundai kia
            bmw mercedes audi volkswagen vw volvo lexus acura infiniti mitsubishi saturn tesla ram yamaha harley suzuki
            kawasaki vespa silverado corolla camry civic accord altima sentra mustang tahoe suburban explorer f-150 impala
            malibu bronco tacoma tundra rogue prius sonata elantra charger challenger durango caravan windstar oldsmobile
            peterbilt kenworth freightliner jetta passat tsuru escalade navigator expedition ranger
            """
        ),
        (
            .color,
            """
            red blue green white black gray grey silver gold yellow purple orange brown tan maroon teal pink beige burgundy
            rojo roja azul verde blanco blanca negro negra gris plateado dorado amarillo amarilla morado morada cafe vino
            candy lifted rusted rusty dented
            """
        ),
        (
            .bodyMark,
            "tattoo tattoos tattooed tatuaje tatuajes tatuada tatuado scar birthmark prosthetic cicatriz lunar protesis"
        ),
        (
            .vehicle,
            "car truck van bus scooter minivan pickup suv sedan jeep motorcycle moto bike camioneta troca carro carrito coche auto camion"
        ),
    ]
}
