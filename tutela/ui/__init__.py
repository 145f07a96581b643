"""How every page looks and reads: GOV.UK components, form renderer, page frames, error pages.

Follows the GOV.UK Design System without its brand: docs/reference/ui.md.
"""
