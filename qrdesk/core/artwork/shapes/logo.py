"""stub"""
def layers(*a): return []
def covered(*a): return frozenset()
