/// The lists of words that say what stands beside them: folded (no capitals, no accents), both languages.
enum CueWords {
    static let lists: [(Cue, String)] = people + times + places + numbers + contacts + grammar

    private static let people: [(Cue, String)] = [
        (
            .title,
            """
            mr mrs ms miss mx dr doctor prof professor judge justice officer ofc sergeant sgt lieutenant lt captain capt
            deputy detective det sheriff trooper agent warden superintendent counselor attorney atty lawyer pastor
            reverend rev father fr sister brother bishop imam rabbi chaplain nurse sir madam madame lady commissioner
            senator governor mayor president coach principal corporal cpl private pvt colonel col major general gen
            sr sra srta senor senora senorita don dona juez jueza oficial licenciado licenciada lic abogado abogada
            doctora dra profesor profesora profe maestra maestro padre hermana hermano pastora sargento teniente
            capitan agente detective comandante enfermera fiscal defensor defensora ingeniero ingeniera reverendo
            monsieur mme mlle herr frau ustad sheikh ba ong co cos inspector constable prosecutor magistrate
            ba engineer alderman marshal investigator auntie aunt uncle tia tio
            """
        ),
        (
            .kin,
            """
            mother mom mama momma mum dad daddy father brother bro sister sis son daughter cousin aunt auntie uncle
            grandma grandmother granny grandpa grandfather grandson granddaughter grandbaby niece nephew husband wife
            boyfriend girlfriend ex partner fiance fiancee baby babies kid kids child children boy girl twin twins friend homegirl
            cellmate bunkie bunky bunkies celly cellie cellies codefendant bestie roommate neighbor godmother godfather stepfather stepmother stepdad stepson stepdaughter
            madre mami mama papa padre papi hermano hermana hijo hija hijos hijas primo prima tia tio abuela abuelo
            nieto nieta sobrino sobrina marido esposo esposa novio novia pareja amiga amigo companera companero comadre
            compadre vecina vecino cunada cunado suegra suegro padrastro madrastra nino nina nena nene bebe gemelas gemelos
            oldest youngest middle eldest firstborn sons daughters brothers sisters cousins
            """
        ),
        (
            .loneKin,
            "mom mama momma mum dad daddy granny grandma grandpa auntie mami papi papa abuela abuelo mother father nana"
        ),
        (
            .named,
            """
            named called name names nickname nicknamed aka alias known call calls calling goes llamado llamada llamaba
            llaman llamo llama nombre apodo alias dicen decian conocida conocido apodada apodado dice
            """
        ),
        (.nickname, "big little lil lil' ol old baby young tiny chico chica gordo gorda flaco flaca"),
        (
            .family,
            """
            kids kid children child babies baby sons daughters boys girls brothers sisters siblings twins triplets
            grandbabies grandchildren grandkids grandsons granddaughters daughter son hijos hijas ninos ninas nietos nietas
            hermanos hermanas gemelas gemelos gemelitos mellizos mellizas varones hembras muchachos muchachas varon hembra
            """
        ),
        (
            .occupation,
            """
            nurse aide assistant technician tech therapist teacher tutor coach instructor driver trucker hauler operator mechanic welder electrician
            plumber carpenter roofer painter mason bricklayer logger lumberjack miner driller rigger foreman supervisor cashier clerk teller bookkeeper
            accountant secretary receptionist janitor custodian housekeeper maid cleaner cook chef baker butcher waitress waiter bartender barista
            dishwasher server hostess stylist hairdresser barber beautician manicurist cosmetologist seamstress tailor weaver dancer singer musician
            drummer guitarist organist pianist actor actress photographer writer poet journalist reporter editor librarian archivist curator
            programmer engineer architect surveyor draftsman scientist biologist chemist researcher professor lecturer student intern apprentice farmer
            rancher farmhand fisherman shrimper trapper beekeeper gardener landscaper florist veterinarian vet groomer zookeeper jockey trainer midwife
            doula paramedic emt firefighter pharmacist dentist hygienist optician surgeon pathologist phlebotomist radiologist caregiver babysitter nanny
            salesman saleswoman salesperson agent broker realtor banker dispatcher courier mailman postman carrier pilot stewardess sailor deckhand
            captain conductor porter bellhop sawyer carillonneur sexton undertaker embalmer mortician gravedigger locksmith watchmaker jeweler potter
            glazier upholsterer tuner luthier interpreter translator transcriptionist stenographer paralegal bailiff diver lifeguard umpire referee
            picker packer sorter stocker loader janitress presser cutter inspector assembler machinist fitter blacksmith farrier tanner puppeteer clown
            mermaid magician soldier marine airman medic recruiter mechanic nun organizer lobbyist selectman alderman councilman councilwoman
            enfermera enfermero maestra maestro profesora profesor cocinera cocinero mesera mesero panadera panadero costurera sastre peluquera peluquero
            estilista barbero albanil carpintero electricista plomero soldador mecanico chofer taxista camionero obrera obrero campesina campesino
            jornalera jornalero pescador pescadora vendedora vendedor comerciante cajera cajero secretaria contadora contador recepcionista limpiadora
            conserje jardinero jardinera nineras ninera empleada partera comadrona curandera musico cantante bailarina fotografo periodista traductora
            interprete bibliotecaria ingeniera arquitecta veterinaria farmaceutica dentista obstetra socorrista bombero vigilante guardia mandador
            capataz mayordomo pastora tejedora alfarera zapatero carnicero tortillera lavandera planchadora operaria operario ensambladora maquiladora
            encargada encargado organista afinadora restauradora
            """
        ),
        (
            .sayVerb,
            """
            said says say told tell asked asks came comes went got took takes wrote writes called calls looked laughed cried
            dijo dice pregunto vino llego fue
            """
        ),
    ]

    private static let times: [(Cue, String)] = [
        (
            .month,
            """
            january february march april may june july august september october november december
            jan feb mar apr jun jul aug sep sept oct nov dec febuary febrary janurary feburary novemeber septemeber
            enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
            """
        ),
        (.monthWord, "may march mar jun jan sep abr ago dic dec oct mayo marzo nov feb apr jul aug"),
        (
            .weekday,
            """
            monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
            saturdays sundays mon tue tues wed thu thur thurs fri lunes martes miercoles jueves viernes sabado domingo
            sabados domingos
            """
        ),
        (
            .holiday,
            """
            christmas xmas easter advent dashain tihar genna timkat meskel vesak losar holi pongal onam songkran ashura shavuot sukkot thanksgiving halloween ramadan eid diwali hanukkah passover juneteenth kwanzaa nochebuena
            navidad nineties eighties seventies sixties lohri nowruz navidades purim mardi carnaval pentecost epiphany cinco-de-mayo posadas vaisakhi songkran tet
            """
        ),
        (
            .duration,
            """
            year years month months week weeks day days hour hours minute minutes ano anos mes meses semana semanas dia
            dias hora horas minuto minutos
            """
        ),
        (
            .ageWord,
            "age aged old yo yrs turned turning birthday edad cumpli cumplia cumplio tenia tengo tiene tuve tenias"
        ),
        (
            .weekOf,
            "week month end beginning night morning day eve summer winter spring fall weekend ides good ash palm black holy maundy semana fin vispera"
        ),
    ]

    private static let places: [(Cue, String)] = [
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
            courtroom dept department division locker house lot space trailer box hab habitacion crujia tank tanque patio estancia range
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

    private static let numbers: [(Cue, String)] = [
        (
            .digit,
            "zero oh one two three four five six seven eight nine cero uno una dos tres cuatro cinco seis siete ocho nueve"
        ),
        (
            .number,
            """
            ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
            seventy eighty ninety diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte
            veintiuno veintiun veintiuna veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve treinta
            cuarenta cincuenta sesenta setenta ochenta noventa fourty
            """
        ),
        (
            .scale,
            "hundred thousand million cien ciento mil millon millones lakh lakhs cientos doscientos trescientos quinientos"
        ),
        (
            .ordinal,
            """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
            fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth primero primer primera segundo segunda tercero tercera tercer cuarto cuarta quinto quinta sexto sexta septimo octavo noveno decimo
            """
        ),
        (
            .money,
            "dollar dollars bucks euro euros peso pesos dolares dolar cents pounds lempiras quetzales grand usd zlotys francs lira liras rubles roubles"
        ),
    ]

    private static let contacts: [(Cue, String)] = [
        (
            .idCue,
            """
            inmate booking badge register number num no nr numero id ssn social passport license licence permit account
            acct member policy patient chart mrn employee student serial grievance claim doc cdcr tdcj alien a-number anumber
            offender prisoner spn jid pin card tag ein tin pasaporte licencia placa matricula cuenta expediente extranjero
            reclusa recluso interna interno seguro registro afiliacion credencial visa receipt routing confirmation
            file report folio identificacion cedula curp rfc nss dni reg bk doc# security unidad tracking order vin
            oid din dc sid ais idoc mdoc gdc ndoc odoc adcrr sbi pfn cin fbop bop so td ppl nuc dpi clave identification
            """
        ),
        (
            .caseCue,
            """
            case cause docket complaint indictment warrant petition appeal causa caso proceso application applications
            citation incident plot plots suit judgment decision resolution complaints carpeta
            """
        ),
        (
            .phoneCue,
            "phone tel telephone cell call text number fax whatsapp telefono celular llame marque reach ring mobile ext extension"
        ),
        (.plateCue, "plate plates tag tags placa placas license matricula"),
        (
            .platform,
            """
            insta instagram ig snap snapchat twitter tiktok facebook fb cashapp venmo paypal telegram signal youtube twitch
            discord handle username user usuario threads bluesky reddit onlyfans kik
            """
        ),
        (.spelledDot, "dot punto"),
        (.spelledAt, "at arroba"),
        (.spelledJoin, "underscore dash hyphen plus guion underbar"),
        (.spelledSlash, "slash barra diagonal"),
        (
            .topDomain,
            """
            com org net edu gov mil info io co us uk mx es ca biz me tv app dev example test invalid ly be it de fr eu au
            nz ch ru in name online site website blog news gt hn sv pr cu do uy cl ar pe ve ec xyz club shop store
            """
        ),
    ]

    private static let grammar: [(Cue, String)] = [
        (.inPlace, "in at from near to around outside toward towards en desde hacia a hasta via through leaving left"),
        (
            .determiner,
            "the a an my his her their our your this that el la los las un una mi su sus tu nuestro nuestra mis"
        ),
        (.be, "is was were be been am im i'm are es era soy fue estaba being"),
        (
            .functionEnglish,
            """
            the a an and or but nor so if then than that this these those of in on at by for from to with without into onto
            over under after before since until till during between among against through about above below around as not no
            yes i me my mine myself we us our you your he him his she her hers it its they them their who whom whose which
            what when where why how is am are was were be been being have has had do does did done will would can could shall
            should may might must there here just only even still also too very more most much many some any each every all
            both few other another such own same now never ever always again once because while though although up down out
            off back one two get got go went gone said say says let make made know like dont didnt wont cant im ive aint yall
            he's she's it's that's i'm i've i'd i'll you're we're they're don't didn't can't won't wasn't isn't couldn't
            wouldn't ain't y'all there's what's who's let's doesn't haven't hasn't hadn't weren't aren't shouldn't well oh
            """
        ),
        (
            .functionSpanish,
            """
            el la los las un una unos unas y o pero ni que como cuando donde quien porque si no de del al a en con por para sin
            sobre entre hasta desde hacia tras yo tu el ella nosotros ellos ellas usted ustedes me te se nos le les lo mi
            mis su sus este esta estos estas ese esa eso esto aquel aquella muy mas menos tan ya todavia aqui alli ahi
            ahora nunca siempre tambien solo nada nadie algo alguien todo toda todos todas otro otra es era soy fue son
            estaba estoy esta hay habia he ha tengo tenia dije dijo digo pues luego despues antes asi entonces cada
            """
        ),
        (.connector, "of the de la las los del el y and for da do dos das du van von der den bin ibn al e st"),
        (
            .safe,
            """
            i god lord jesus christ allah bible quran koran scripture psalm psalms amen heaven dios senor virgen biblia america
            american americans internet english spanish ingles espanol tv ok okay christian christians catholic black white
            hispanic latina latino medicaid medicare google facebook instagram youtube whatsapp miranda zoom walmart
            lent sabbath satan devil holy state court judge english
            """
        ),
        (.sacred, "god lord jesus christ allah jehovah satan dios jesucristo cristo diosito"),
        (
            .safeAcronym,
            """
            i a ok tv dna hiv aids ptsd er icu ice cps fbi uscis ins dhs doc cia irs dea atf da das pd po ao ad bc am pm id ids
            cd dvd atm gps usa us uk eu un co cos rn md phd ged ba bs ma mba ceo hr it pc lgbt lgbtq ssi ssn faq vip rip
            asap diy dv tro por dui dwi cna lpn er ob obgyn stg su vawa daca tps sus wic snap hud va cctv pto pcp ngo
            nato sos suv std iv mri ct ekg adhd ocd bipoc phs shu seg ad-seg csw isbn covid unicef unesco
            """
        ),
        (
            .slang,
            """
            dont didnt wont cant im ive aint yall gonna wanna gotta cuz cause bc tho lol lmao maam wasnt isnt couldnt wouldnt
            doesnt thats whats hes shes theyre theres whos lets nah yeah yea ya yo bro sis homie finna tryna bout em til
            smh idk omg hrs yrs ptl pt nobodys somethin nothin goin doin havin thru ur u r n alot kinda sorta lil prolly havent hasnt shouldnt
            werent arent hadnt youre youve weve theyve id ill wed pa ta toy q k xq pq porfa mija mijo mijito mijita
            everybodys ok okay lockup commissary bunkie celly chowhall texted texting cellphone email voicemail online website
            app facebook google wifi snitch perp caseworker bailiff kiddo mommy momma mama papi mami ma'am o'clock hmm uh um
            mm mhm uh-huh ahh ooh wow ugh hey ain't y'all blog podcast videos selfie internet coronavirus covid doula tamales
            """
        ),
        (
            .legal,
            """
            applicant applicants convention article court government judgment domestic proceedings complaint violation
            alleged hearing appeal tribunal chamber rapporteur registrar respondent commission paragraph plaintiff
            defendant dismissed pursuant whereas
            """
        ),
    ]
}
