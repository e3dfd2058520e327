"""Wires go around cards, and what is near is found without looking at everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph.routing import Curve, Obstacles, Rect, Way, route

numbers = st.integers(-2000, 2000).map(float)
sizes = st.integers(1, 700).map(float)


@st.composite
def rects(draw: st.DrawFn) -> Rect:
    left, top = draw(numbers), draw(numbers)
    return Rect(left, top, left + draw(sizes), top + draw(sizes))


def straight(*points: tuple[float, float]) -> Way:
    return Way(points[0], tuple(Curve((), p) for p in points[1:]), 0.0)


@given(st.lists(rects(), max_size=12), rects())
def test_the_grid_finds_what_meets_a_region(cards: list[Rect], region: Rect) -> None:
    obstacles = Obstacles({str(i): card for i, card in enumerate(cards)})
    assert sorted(obstacles.within(region)) == sorted(card for card in cards if card.meets(region))
    assert not obstacles.within(region, [str(i) for i in range(len(cards))])


def test_a_region_across_the_whole_world_is_searched_by_cards() -> None:
    near, far = Rect(0, 0, 100, 70), Rect(1e6, 1e6, 1e6 + 100, 1e6 + 70)
    obstacles = Obstacles({"near": near, "far": far})
    assert obstacles.within(Rect(-1e9, -1e9, 1e9, 1e9)) == [near, far]


@given(rects(), numbers, numbers, numbers, numbers)
def test_a_line_meets_what_its_points_lie_in(rect: Rect, x: float, y: float, u: float, v: float) -> None:
    points = [(x + (u - x) * i / 500, y + (v - y) * i / 500) for i in range(501)]
    inside = any(rect.left < px < rect.right and rect.top < py < rect.bottom for px, py in points)
    if inside:
        assert straight((x, y), (u, v)).meets(rect)
    elif straight((x, y), (u, v)).meets(rect):  # it cuts a corner between two of the points
        step = max(abs(u - x), abs(v - y)) / 500
        grown = rect.grown(step, step)
        assert any(grown.left < px < grown.right and grown.top < py < grown.bottom for px, py in points)


def test_a_curve_that_bulges_into_a_card_meets_it() -> None:
    bulge = Way((0, 0), (Curve(((100, 0), (100, 100)), (0, 100)),), 0.0)
    assert bulge.meets(Rect(70, 40, 90, 60))
    assert not bulge.meets(Rect(80, 0, 99, 10))
    assert bulge.bounds() == Rect(0, 0, 100, 100)


def test_a_wire_goes_around_the_card_between_its_ends() -> None:
    cards = {"a": Rect(0, 0, 120, 70), "b": Rect(200, 0, 320, 70), "c": Rect(400, 0, 520, 70)}
    way = route((120, 35), (400, 35), 0.0, Obstacles(cards), ("a", "c"), 70)
    assert not way.meets(cards["b"])
    assert (way.start, way.steps[-1].to) == ((120, 35), (400, 35))
    assert way.arrives < 0  # over it, which is as near as under it


def test_a_wire_without_anything_in_its_way_is_not_led_around() -> None:
    way = route((120, 35), (400, 95), 20.0, Obstacles({}), ("a", "c"), 70)
    assert way.bounds() == Rect(120, 35, 400, 95)


def test_a_wire_to_the_next_line_stays_clear_of_the_branches_above_it() -> None:
    cards = {
        "source": Rect(400, 120, 520, 190),
        "upper": Rect(200, 0, 320, 70),
        "lower": Rect(200, 240, 320, 310),
        "target": Rect(0, 384, 120, 454),
    }
    way = route((520, 155), (0, 419), 0.0, Obstacles(cards), ("source", "target"), 70)
    assert not [name for name, card in cards.items() if way.meets(card)]
    lowest = max(card.bottom for name, card in cards.items() if name != "target")
    assert lowest < way.arrives < cards["target"].top


def test_a_wire_to_the_next_line_stays_above_all_rows_of_it() -> None:
    """Between two rows it would cross the wires that join them."""
    cards = {
        "a": Rect(400, 0, 540, 66),
        "b": Rect(0, 240, 140, 306),
        "upper": Rect(240, 130, 380, 194),
        "lower": Rect(240, 340, 380, 406),
    }
    way = route((540, 33), (0, 273), 20.0, Obstacles(cards), ("a", "b"), 66.0)
    assert 66 < way.arrives < 130
    tight = cards | {
        "upper": Rect(240, 110, 380, 176)
    }  # there is no room: as a branch of the line above it stands
    assert 176 < route((540, 33), (0, 273), 20.0, Obstacles(tight), ("a", "b"), 66.0).arrives < 240


def test_a_wire_to_the_next_line_turns_before_the_next_card_whatever_its_label_needs() -> None:
    """A long label led it behind that card, and it seemed to come from there."""
    cards = {
        "a": Rect(0, 0, 120, 70),
        "b": Rect(220, 0, 340, 70),
        "c": Rect(100, 140, 220, 210),
    }
    way = route((120, 35), (100, 175), 100.0, Obstacles(cards), ("a", "c"), 70)
    assert not way.meets(cards["b"])


def test_wires_of_one_card_to_a_line_share_their_way() -> None:
    cards = {
        "source": Rect(400, 0, 520, 70),
        "one": Rect(0, 144, 120, 214),
        "other": Rect(200, 144, 320, 214),
    }
    obstacles = Obstacles(cards)
    first = route((520, 35), (0, 179), 0.0, obstacles, ("source", "one"), 70)
    second = route((520, 35), (200, 168), 0.0, obstacles, ("source", "other"), 70)  # its upper port
    assert first.arrives == second.arrives
