//! The closed classes of English that the grammars need: articles, prepositions, numerals and the
//! like. Names of things are data, not code: see `data/lexicon`.

use super::traits::Traits;
use super::words::Words;
use crate::text::ABBREVIATIONS;

/// Marks every word of the closed classes.
pub fn mark(words: &mut Words) {
    for (list, trait_) in LISTS {
        for word in list.split_whitespace() {
            words.mark(word, *trait_);
        }
    }
}

const LISTS: &[(&str, Traits)] = &[
    (FUNCTION, Traits::FUNCTION),
    (LOCATIVE, Traits::LOCATIVE),
    (LOCATIVE, Traits::FUNCTION),
    (NUMERALS, Traits::NUMERAL),
    (FORCES, Traits::FORCE_HEAD),
    (ABBREVIATIONS, Traits::ABBREVIATION),
    (COMPANIES, Traits::ABBREVIATION),
    (REACH, Traits::REACH),
    (OTHERS, Traits::OTHER_HEAD),
    ("class", Traits::CLASS),
    (UNITS, Traits::UNIT),
    (MAKING, Traits::MAKING),
    (MAKERS, Traits::MAKING),
    (SHIP_PREFIXES, Traits::SHIP_PREFIX),
    (DOUBTFUL_PREFIXES, Traits::SHIP_PREFIX),
    (STANCE, Traits::STANCE),
];

/// What joins clauses, modals that no list of cues can judge, and verbs that now and then say something.
const STANCE: &str = "that counted counts whether how why if unless provided assuming supposing which who whom whose \
    because although though while whereas when as since after before until once even and but or nor yet so \
    should were had to no rejected rejects rejecting dismissed dismisses dismissing disputed disputes \
    contradicted contradicts rebuffed refuted rebutted gives give gave puts put cites revealed judged judges \
    deems deemed finds found calculates calculated expects suspects suspect judge reckon reckons reckoned \
    calculate quoted quotes cited listed lists holds held has have expressed expresses";

/// Participles before "by" and a maker.
pub const MAKING: &str = "built developed made designed produced manufactured supplied marketed assembled \
    engineered";

/// Nouns for makers.
pub const MAKERS: &str = "maker manufacturer developer builder contractor designer supplier";

/// Prefixes of the ships of navies, coast guards and naval auxiliaries.
pub const SHIP_PREFIXES: &str =
    "uss usns uscgc hms hmas hmcs hmnzs hswms hnoms hdms roks tcg kri esps orp brp";

/// The same, which are abbreviations of other things too.
pub const DOUBTFUL_PREFIXES: &str = "ins iris rss fns cns jds ara rfa sps bns pns";

const FUNCTION: &str = "the a an this that these those and or but nor so yet if when while where who \
    whom whose which what why how as at by for from in into of off on onto out over to up upon with \
    without within since until till after before during between among against about under above \
    through because although though unless whether than then there here he she it they we you i me \
    him her us them his its their our your my mine is are was were be been being am has have had \
    having do does did will would shall should can could may might must not no nor also only both \
    either neither each every all any some such many much more most other another several few one \
    meanwhile however moreover furthermore therefore thus despite according additionally today \
    yesterday tomorrow now just even still already again once ever never very too rather quite \
    perhaps maybe indeed instead later earlier recently currently finally first second third last \
    next new old following including nearly almost per via amid amongst toward towards like unlike \
    let yes dear sincerely yours given based based due well far both further overall together";

const LOCATIVE: &str = "in near across throughout inside outside around into through within at onto \
    northern southern eastern western central north south east west northeast northwest southeast \
    southwest northeastern northwestern southeastern southwestern mainland over off beyond along \
    neighbouring neighboring rural downtown";

const NUMERALS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen \
    fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy \
    eighty ninety hundred thousand million billion dozen tens dozens hundreds thousands millions half";

const FORCES: &str = "forces force troops army navy air military militia militias militants fighters \
    soldiers marines police guard guards brigade brigades battalion battalions division divisions \
    regiment regiments squadron squadrons corps fleet wing command government regime administration \
    ministry parliament embassy authorities coalition aircrew insurgents insurgency rebels \
    militiamen paramilitaries gendarmerie commandos intelligence officials cabinet junta presidency";

/// Further abbreviations, most of them at the end of a company's name or of a rank.
const COMPANIES: &str = "etc inc ltd co corp spc maj pfc comdr cdr lcdr lieut msgt ssgt tsgt radm vadm cmdt pres cllr cllrs";

const REACH: &str = "range ranges reach reaches reached reaching ranged ranging";

const UNITS: &str = "km kms kilometer kilometers kilometre kilometres mi mile miles nmi nm m meter \
    meters metre metres yd yds yard yards ft foot feet klick klicks clicks";

const OTHERS: &str = "treaty agreement accord accords protocol convention pact resolution act law bill \
    amendment code charter declaration plan doctrine strategy operation exercise war battle siege \
    attack crisis conflict road street avenue highway bridge building airport hotel hospital \
    university museum stadium house river lake sea ocean gulf strait bay island islands peninsula \
    mountain mountains valley desert province district region county city town village border line \
    zone day week month year century prize award medal festival conference summit games cup report \
    review paper magazine book film page chapter section article annex appendix figure table volume \
    bay harbour harbor port square gate initiative programme program project framework dialogue \
    talks negotiations process memorandum statement letter order directive fort camp mount cape port airfield barracks boulevard";
