import { startApp } from '#web/app/app-root.tsx';
import { HomeApp } from '#web/home/home-app.tsx';

startApp('home', false, <HomeApp />);
