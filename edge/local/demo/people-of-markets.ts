/** The people and businesses of each market's demonstration. Their numbers are of one of its networks; all of them are invented. */
import { type DemoMarket, type MarketCode, market } from './people.ts';

export const demoMarkets: Readonly<Record<MarketCode, DemoMarket>> = {
  KE: market(
    '63902',
    1_000n,
    {
      payer: ['254700123456', 'John Mwangi'],
      payee: ['254711987654', 'Jane Wanjiku'],
      crowd: '254722',
    },
    {
      given: 'Akinyi Baraka Chebet Daudi Esther Farida Grace Hassan',
      family: 'Otieno Kamau Kiptoo Mutua Njeri Omar Wafula Achieng',
    },
    {
      agent: ['254733123456', 'MAMA NJERI SHOP'],
      biller: ['254733888880', 'KPLC PREPAID'],
      till: ['254733500100', 'KARIBU SUPERMARKET'],
    },
  ),
  TZ: market(
    '64004',
    20_000n,
    {
      payer: ['255754123456', 'Juma Mushi'],
      payee: ['255754987654', 'Neema Massawe'],
      crowd: '255755',
    },
    {
      given: 'Amina Baraka Consolata Daudi Eliya Fatuma Godfrey Halima',
      family: 'Mushi Massawe Kimaro Mrema Shayo Lema Mollel Temba',
    },
    {
      agent: ['255756123456', 'DUKA LA NEEMA'],
      biller: ['255756888880', 'LUKU UMEME'],
      till: ['255756500100', 'KARIAKOO SOKO'],
    },
  ),
  UG: market(
    '64110',
    20_000n,
    {
      payer: ['256772123456', 'Moses Okello'],
      payee: ['256772987654', 'Grace Nakato'],
      crowd: '256773',
    },
    {
      given: 'Aisha Brian Christine David Esther Fred Gloria Henry',
      family: 'Okello Nakato Mugisha Namutebi Opio Kato Achan Ssebunya',
    },
    {
      agent: ['256774123456', 'NAKATO GENERAL SHOP'],
      biller: ['256774888880', 'YAKA UMEME'],
      till: ['256774500100', 'OWINO MARKET'],
    },
  ),
  RW: market(
    '63510',
    5_000n,
    {
      payer: ['250788123456', 'Eric Habimana'],
      payee: ['250788987654', 'Claudine Uwase'],
      crowd: '250789',
    },
    {
      given: 'Aline Bosco Chantal Didier Esperance Fabrice Gloriose Innocent',
      family: 'Habimana Uwase Mugabo Ingabire Ndayisaba Mukamana Niyonzima Umutoni',
    },
    {
      agent: ['250783123456', 'KIMIRONKO AGENT'],
      biller: ['250783888880', 'CASH POWER'],
      till: ['250783500100', 'NYAMIRAMBO SHOP'],
    },
  ),
  ZM: market(
    '64502',
    200n,
    {
      payer: ['260966123456', 'Chanda Mwale'],
      payee: ['260966987654', 'Mutale Banda'],
      crowd: '260967',
    },
    {
      given: 'Bwalya Chileshe Dalitso Emmanuel Fridah Gift Harriet Inonge',
      family: 'Mwale Banda Phiri Zulu Tembo Lungu Mulenga Sakala',
    },
    {
      agent: ['260968123456', 'SOWETO MARKET AGENT'],
      biller: ['260968888880', 'ZESCO UNITS'],
      till: ['260968500100', 'KAMWALA STORES'],
    },
  ),
  ZW: market(
    '64804',
    6n,
    {
      payer: ['263772123456', 'Tendai Moyo'],
      payee: ['263772987654', 'Rudo Ncube'],
      crowd: '263773',
    },
    {
      given: 'Anesu Blessing Chipo Danai Edmore Farai Gamuchirai Hazvinei',
      family: 'Moyo Ncube Sibanda Dube Chikafu Marufu Gumbo Mutasa',
    },
    {
      agent: ['263774123456', 'MBARE MUSIKA AGENT'],
      biller: ['263774888880', 'ZESA PREPAID'],
      till: ['263774500100', 'SADZA HOUSE'],
    },
  ),
  ZA: market(
    '65501',
    150n,
    {
      payer: ['27821234567', 'Sipho Dlamini'],
      payee: ['27829876543', 'Thandi Nkosi'],
      crowd: '27823',
    },
    {
      given: 'Ayanda Bongani Charmaine Dumisani Elsabe Fikile Gugu Hendrik',
      family: 'Dlamini Nkosi Botha Mokoena Naidoo Khumalo Ndlovu Jacobs',
    },
    {
      agent: ['27831234567', 'GOGOS SPAZA'],
      biller: ['27838888800', 'CITY POWER'],
      till: ['27835001000', 'BREE STREET STORE'],
    },
  ),
  NG: market(
    '62130',
    1_000n,
    {
      payer: ['2348031234567', 'Chidi Okafor'],
      payee: ['2348039876543', 'Amina Bello'],
      crowd: '2348060',
    },
    {
      given: 'Adaeze Babatunde Chinedu Damilola Emeka Fatima Grace Hauwa',
      family: 'Okafor Bello Adeyemi Eze Ibrahim Ojo Nwosu Danjuma',
    },
    {
      agent: ['2348031123456', 'MAMA NGOZI STORE'],
      biller: ['2348038888800', 'IKEJA PREPAID'],
      till: ['2348035001000', 'BALOGUN SUPERMARKET'],
    },
  ),
  GH: market(
    '62001',
    80n,
    {
      payer: ['233244123456', 'Kwame Mensah'],
      payee: ['233244987654', 'Ama Owusu'],
      crowd: '233245',
    },
    {
      given: 'Abena Baffour Comfort Daniel Esi Felix Gifty Hamza',
      family: 'Mensah Owusu Boateng Asante Addo Ofori Agyeman Tetteh',
    },
    {
      agent: ['233246123456', 'AUNTIE ESI VENTURES'],
      biller: ['233246888880', 'ECG PREPAID'],
      till: ['233246500100', 'MAKOLA STORES'],
    },
  ),
  SN: market(
    '60801',
    5_000n,
    {
      payer: ['221771234567', 'Moussa Diop'],
      payee: ['221779876543', 'Awa Ndiaye'],
      crowd: '221770',
    },
    {
      given: 'Aissatou Babacar Coumba Demba Fatou Gora Khady Ibrahima',
      family: 'Diop Ndiaye Fall Sarr Gueye Faye Diallo Seck',
    },
    {
      agent: ['221772123456', 'BOUTIQUE SANDAGA'],
      biller: ['221772888880', 'WOYOFAL SENELEC'],
      till: ['221772500100', 'MARCHE TILENE'],
    },
  ),
  CM: market(
    '62401',
    5_000n,
    {
      payer: ['237677123456', 'Paul Mbarga'],
      payee: ['237677987654', 'Marie Ngono'],
      crowd: '237670',
    },
    {
      given: 'Aminatou Bertrand Carine Didier Estelle Francis Georgette Hamidou',
      family: 'Mbarga Ngono Fotso Kamdem Njoya Abena Tchoumi Essomba',
    },
    {
      agent: ['237678123456', 'KIOSQUE MOKOLO'],
      biller: ['237678888880', 'ENEO PREPAYE'],
      till: ['237678500100', 'MARCHE SANDAGA'],
    },
  ),
  EG: market(
    '60202',
    200n,
    {
      payer: ['201001234567', 'Ahmed Hassan'],
      payee: ['201009876543', 'Mona Ibrahim'],
      crowd: '201020',
    },
    {
      given: 'Amr Basma Dina Fady Hoda Karim Layla Mahmoud',
      family: 'Hassan Ibrahim Mostafa Soliman Farouk Nasser Gamal Zaki',
    },
    {
      agent: ['201011234567', 'KOSHK RAMSES'],
      biller: ['201018888880', 'KAHRABA PREPAID'],
      till: ['201015001000', 'ATABA STORES'],
    },
  ),
};
