"""The Runs tab: what was trained, to compare, restore, repeat and write down."""
