"""Who asks, as far as limits go: by network, which is one line of a house or a phone company."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

_A_LINE = 64  # bits of an IPv6 address: what one customer is given (RFC 6177)


def network_of(address: str) -> str:
    """An IPv4 address, or the first 64 bits of an IPv6 one; "" for none that can be read."""
    try:
        read = ip_address(address.partition("%")[0].strip())
    except ValueError:
        return ""
    if not isinstance(read, IPv6Address):
        return str(read)
    inside = read.ipv4_mapped
    return str(inside) if inside else str(ip_network((read, _A_LINE), strict=False))


def network() -> str:
    """Of whoever sends this request."""
    return network_of(request.remote_addr or "")
