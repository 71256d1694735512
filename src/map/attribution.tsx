/** Who the map's data comes from: one line, in its corner, with links that the keyboard reaches. */
export function Attribution({ dbIp }: { dbIp: boolean }) {
  return (
    <p className="map-attribution">
      <a href="https://www.naturalearthdata.com" target="_blank" rel="noreferrer">
        Natural Earth
      </a>
      {' · '}
      <a href="https://www.geonames.org" target="_blank" rel="noreferrer">
        GeoNames
      </a>
      {dbIp && (
        <>
          {' · '}
          <a href="https://db-ip.com" target="_blank" rel="noreferrer">
            IP Geolocation by DB-IP
          </a>
        </>
      )}
    </p>
  );
}
